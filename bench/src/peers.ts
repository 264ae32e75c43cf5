import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender, Launch, Place, RowName } from './contender.ts';

const BENCH = fileURLToPath(new URL('../', import.meta.url));
const COMPILED = join(BENCH, 'dist/peers');
const MODULES = join(BENCH, 'node_modules');

const UNCACHED: readonly RowName[] = ['Q1', 'Q2', 'Q3', 'Q3-20ms'];
const CACHED: readonly RowName[] = ['Q4'];

/** What the ratios are taken against, in the rows without and with caches. */
export const APOLLO = 'Apollo Server';
export const APOLLO_CACHED = 'Apollo Server + response cache';
export const TAILCALL = 'Tailcall (native)';
export const FLOOR_CONSTANT = 'floor: node:http constant';
export const FLOOR_AGGREGATION = 'floor: aggregation by hand on undici';
export const FLOOR_CACHED = 'floor: node:http constant of Q3';

export const peers: readonly Contender[] = [
  script(APOLLO, 'apollo', UNCACHED),
  script(APOLLO_CACHED, 'apollo', CACHED),
  script('type-graphql on Apollo Server', 'type-graphql', ['Q1', 'Q2', 'Q3']),
  script('Yoga + JIT', 'yoga', UNCACHED),
  script('Yoga + JIT + response cache', 'yoga', CACHED),
  script('Mercurius JIT', 'mercurius', ['Q1', 'Q2', 'Q3']),
  script('Mercurius JIT + undici pool', 'mercurius', ['Q2', 'Q3', 'Q3-20ms'], { CLIENT: 'pool' }),
  script('Mercurius JIT + mercurius-cache', 'mercurius', CACHED),
  { name: 'Hive Gateway', kind: 'peer', rows: UNCACHED, cached: false, launch: launchHive },
  { name: 'Hive Gateway + response caching', kind: 'peer', rows: CACHED, cached: true, launch: launchHive },
  { name: TAILCALL, kind: 'peer', rows: UNCACHED, cached: false, launch: launchTailcall },
  { name: 'Tailcall (native) + httpCache', kind: 'peer', rows: CACHED, cached: true, launch: launchTailcall },
  floor(FLOOR_CONSTANT, 'constant', ['Q1']),
  floor(FLOOR_AGGREGATION, 'aggregation', ['Q2', 'Q3', 'Q3-20ms']),
  floor(FLOOR_CACHED, 'constant', CACHED),
];

function script(
  name: string,
  file: string,
  rows: readonly RowName[],
  extra: Readonly<Record<string, string>> = {},
): Contender {
  return {
    name,
    kind: 'peer',
    rows,
    cached: rows === CACHED,
    launch: (place) => ({
      command: [process.execPath, join(COMPILED, `${file}.js`)],
      env: { ...environmentOf(place), ...extra },
    }),
  };
}

function floor(name: string, floorKind: 'constant' | 'aggregation', rows: readonly RowName[]): Contender {
  return { ...script(name, 'floor', rows, { FLOOR: floorKind }), kind: 'floor' };
}

function environmentOf({ port, upstream, connections, cached }: Place): Readonly<Record<string, string>> {
  return {
    PORT: String(port),
    UPSTREAM: upstream,
    // Undici's pool must not be the narrow place of a row with a slow upstream.
    POOL_SIZE: String(Math.max(64, connections)),
    ...(cached ? { CACHE: '1' } : {}),
  };
}

/** The composed supergraph with the upstream's address in it. */
async function launchHive({ port, upstream, folder, cached }: Place): Promise<Launch> {
  const supergraph = join(folder, `supergraph-${port}.graphql`);
  const composed = await readFile(join(COMPILED, 'supergraph.graphql'), 'utf8');
  await writeFile(supergraph, composed.replaceAll('http://upstream.invalid', upstream));
  const options = ['-c', join(COMPILED, 'hive-gateway.config.js'), '-p', String(port), '-h', '127.0.0.1'];
  return {
    command: [
      process.execPath,
      join(MODULES, '@graphql-hive/gateway/dist/bin.js'),
      'supergraph',
      supergraph,
      ...options,
      '--polling',
      '1h',
    ],
    cwd: BENCH,
    env: cached ? { CACHE: '1' } : {},
    path: '/graphql',
  };
}

async function launchTailcall({ port, upstream, folder, cached }: Place): Promise<Launch> {
  const configuration = join(folder, `tailcall-${port}.graphql`);
  await writeFile(
    configuration,
    `schema
  @server(port: ${port}, hostname: "127.0.0.1", workers: 1)
  @upstream(httpCache: ${cached ? 1000 : 0}, batch: { delay: 1, maxSize: 1000 }, poolMaxIdlePerHost: 300) {
  query: Query
}
type Query {
  greet: String! @expr(body: "Hello World!")
  posts: [Post] @http(url: "${upstream}/posts")
}
type Post {
  id: Int!
  userId: Int!
  title: String!
  body: String!
  user: User @http(url: "${upstream}/users", query: [{ key: "id", value: "{{.value.userId}}" }], batchKey: ["id"])
}
type User {
  id: Int!
  name: String!
  username: String!
  email: String!
  phone: String
  website: String
}
`,
  );
  return {
    command: [join(MODULES, '@tailcallhq/core-linux-x64-gnu/bin/tailcall'), 'start', configuration],
    env: { TAILCALL_TRACKER: 'false', TC_TRACKER: 'false', TAILCALL_LOG_LEVEL: 'error', TC_LOG_LEVEL: 'error' },
    path: '/graphql',
  };
}
