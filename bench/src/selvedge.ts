import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender, RowName } from './contender.ts';
import { QUERY_TEXTS } from './queries.ts';
import { API_KEY, writeConfiguration } from './selvedge-configuration.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GRAPH_ON_APOLLO_PROCESS = fileURLToPath(new URL('./graph-on-apollo-process.ts', import.meta.url));

export const SELVEDGE = 'Selvedge';
export const SELVEDGE_CACHED = 'Selvedge, caches on';
/** What the ratios of the marketing graph's rows are taken against. */
export const GRAPH_ON_APOLLO = 'the same graph on Apollo Server';
export const GRAPH_ON_APOLLO_CACHED = 'the same graph on Apollo Server + response cache';

const MARKETING: readonly RowName[] = ['marketing', 'performance'];
const UNCACHED: readonly RowName[] = ['Q1', 'Q2', 'Q3', 'Q3-20ms', ...MARKETING];

/** The gateway as it is started in production, with layers off and on; and its graph on another server. */
export const ourselves: readonly Contender[] = [
  ours(SELVEDGE, { rows: [...UNCACHED, 'mixed'], cached: false }),
  ours('Selvedge, nothing compiled', { rows: UNCACHED, cached: false }, { SELVEDGE_COMPILE: 'never' }),
  ours(SELVEDGE_CACHED, { rows: ['Q4', 'mixed'], cached: true }),
  graphOnApollo(GRAPH_ON_APOLLO, { rows: [...MARKETING, 'mixed'], cached: false }),
  graphOnApollo(GRAPH_ON_APOLLO_CACHED, { rows: ['mixed'], cached: true }),
];

type Part = Pick<Contender, 'rows' | 'cached'>;

function ours(name: string, part: Part, env: Readonly<Record<string, string>> = {}): Contender {
  return {
    name,
    kind: 'ours',
    ...part,
    async launch(place) {
      const file = await writeConfiguration(place);
      return {
        command: [process.execPath, join(ROOT, 'server/bin/selvedge.mjs'), 'start', '--config', file],
        cwd: ROOT,
        env,
        path: '/v2/graphql',
        headers: { 'x-api-key': API_KEY },
        textOf: (query) => (query === 'Q1' ? '{ greet: postsGreeting }' : QUERY_TEXTS[query]),
      };
    },
  };
}

/** The gateway's schema, resolvers and sources without its server; see `graph-on-apollo-process.ts`. */
function graphOnApollo(name: string, part: Part): Contender {
  return {
    name,
    kind: 'peer',
    ...part,
    async launch(place) {
      // Its cache is Apollo's, above the graph.
      const file = await writeConfiguration({ ...place, cached: false });
      return {
        env: place.cached ? { CACHE: '1' } : {},
        command: [process.execPath, GRAPH_ON_APOLLO_PROCESS, file],
        cwd: ROOT,
        headers: { 'x-api-key': API_KEY },
      };
    },
  };
}
