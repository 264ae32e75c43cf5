import { createHash } from 'node:crypto';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender, Place, RowName } from './contender.ts';
import { QUERY_TEXTS } from './queries.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const API_KEY = 'sv_benchmark';

export const SELVEDGE = 'Selvedge';
export const SELVEDGE_CACHED = 'Selvedge, caches on';

const UNCACHED: readonly RowName[] = ['Q1', 'Q2', 'Q3', 'Q3-20ms'];

/** The gateway as it is started in production, with layers off and on. */
export const ourselves: readonly Contender[] = [
  ours(SELVEDGE, UNCACHED),
  ours('Selvedge, nothing compiled', UNCACHED, { SELVEDGE_COMPILE: 'never' }),
  ours(SELVEDGE_CACHED, ['Q4']),
];

function ours(name: string, rows: readonly RowName[], env: Readonly<Record<string, string>> = {}): Contender {
  return {
    name,
    kind: 'ours',
    rows,
    cached: name === SELVEDGE_CACHED,
    async launch(place) {
      const file = join(place.folder, `selvedge-${place.port}.json`);
      await writeFile(file, JSON.stringify(await configurationOf(place)));
      return {
        command: [process.execPath, join(ROOT, 'server/bin/selvedge.mjs'), 'start', '--config', file],
        env,
        path: '/v2/graphql',
        headers: { 'x-api-key': API_KEY },
        textOf: (query) => (query === 'Q1' ? '{ greet: postsGreeting }' : QUERY_TEXTS[query]),
      };
    },
  };
}

/** Overload protection is off, as no peer has any: the load is meant to be more than one core can take. */
async function configurationOf({ port, upstream, folder, cached }: Place): Promise<unknown> {
  const connectorsDirectory = join(folder, `connectors-${port}`);
  await mkdir(connectorsDirectory);
  await symlink(join(ROOT, 'bench/connector-posts'), join(connectorsDirectory, 'connector-posts'));
  const keyHash = `sha256:${createHash('sha256').update(API_KEY).digest('hex')}`;
  return {
    mode: 'production',
    server: { host: '127.0.0.1', port, overload: { enabled: false }, logRequests: false },
    connectorsDirectory,
    connectors: { posts: { version: '^1.0.0' } },
    clients: [{ id: 'benchmark', tenant: 'default', keyHash, scopes: ['*'] }],
    tenants: {
      default: { connections: { posts: { baseUrl: upstream, credential: { type: 'token', token: 'benchmark' } } } },
    },
    cache: { enabled: cached, edge: { enabled: cached } },
  };
}
