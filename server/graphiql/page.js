import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const WELCOME = `# ${location.pathname}
# The schema is under "Docs" on the left.
# Credentials go into "Headers" below:
# {"Authorization": "Bearer …"}

{
  __typename
}
`;

// The page is served at the endpoint itself, so that one page serves every major.
const fetcher = createGraphiQLFetcher({
  url: location.pathname,
  headers: { Accept: 'application/graphql-response+json, application/json' },
});

createRoot(document.getElementById('graphiql')).render(
  createElement(GraphiQL, { fetcher, defaultQuery: WELCOME, defaultEditorToolsVisibility: 'headers' }),
);
