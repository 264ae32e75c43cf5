import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

/** The gateway says in the page which major it asks, until when that is served, and whether it wants a credential. */
const { major, sunset, needsCredential } = JSON.parse(document.querySelector('meta[name="selvedge"]').content);

const EXAMPLES = import.meta.glob('./examples/*/*.graphql', { query: '?raw', import: 'default', eager: true });
const CREDENTIALS = '# Credentials go into "Headers" below:\n# {"Authorization": "Bearer …"}\n';

// The page is served at the endpoint itself, so that one page serves every major.
const fetcher = createGraphiQLFetcher({
  url: location.pathname,
  headers: { Accept: 'application/graphql-response+json, application/json' },
});

createRoot(document.getElementById('graphiql')).render(
  createElement(
    GraphiQL,
    {
      fetcher,
      storage: storageOfMajor(),
      defaultTabs: examples().map((query) => ({ query: needsCredential ? CREDENTIALS + query : query })),
      defaultEditorToolsVisibility: needsCredential ? 'headers' : false,
    },
    createElement(GraphiQL.Logo, null, createElement('span', { className: 'major' }, heading())),
  ),
);

function heading() {
  return sunset === null ? `Selvedge v${major}` : `Selvedge v${major} · served until ${sunset}`;
}

function examples() {
  return Object.entries(EXAMPLES)
    .filter(([file]) => file.startsWith(`./examples/v${major}/`))
    .map(([, query]) => query);
}

/** Both majors are pages of one origin, and the tabs of one hold queries that the other may not know. */
function storageOfMajor() {
  const prefix = `v${major}:`;
  return {
    getItem: (key) => localStorage.getItem(prefix + key),
    setItem: (key, value) => localStorage.setItem(prefix + key, value),
    removeItem: (key) => localStorage.removeItem(prefix + key),
    clear() {
      for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
    },
    get length() {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix)).length;
    },
  };
}
