import { packageOf, type SourceFile, type Violations } from './source-file.js';

const SERVER = 'server/src/';

/** Third-party libraries and the folders that own them; the rest of the code does not know of them. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  '@apollo/server': [`${SERVER}operation/`, `${SERVER}http/`, `${SERVER}admin/`],
  '@as-integrations/fastify': [`${SERVER}http/`],
  '@graphql-tools/utils': [`${SERVER}operation/`, `${SERVER}graph/`],
  '@keyv/redis': [`${SERVER}redis/`, `${SERVER}caching/`],
  'big.js': [`${SERVER}graph/`],
  cephes: [`${SERVER}rollouts/evidence/`],
  commander: [
    `${SERVER}cli/`,
    `${SERVER}arguments/`,
    `${SERVER}operation/compiled/testing/`,
    `${SERVER}rollouts/simulation/`,
    'bench/',
  ],
  dataloader: [`${SERVER}batching/`],
  'fast-check': [`${SERVER}resilience/testing/`],
  fastify: [`${SERVER}http/`, 'plugins/sandbox/'],
  '@graphiql/toolkit': ['server/graphiql/'],
  graphiql: ['server/graphiql/'],
  graphql: ['schema/', `${SERVER}graph/`, `${SERVER}operation/`, `${SERVER}http/`, `${SERVER}admin/`],
  'graphql-sse': [`${SERVER}cli/`],
  'graphql-scalars': ['schema/', `${SERVER}graph/`],
  jose: [`${SERVER}auth/`, `${SERVER}credentials/`],
  keyv: [`${SERVER}caching/`],
  kysely: [`${SERVER}store/`],
  'log-update': [`${SERVER}cli/`],
  'lru-cache': [`${SERVER}caching/`, `${SERVER}bulk/`, `${SERVER}operation/`],
  'openid-client': [`${SERVER}auth/`, `${SERVER}credentials/`],
  opossum: [`${SERVER}resilience/`],
  'oxc-parser': ['test/architecture/'],
  pg: [`${SERVER}store/`],
  pino: [`${SERVER}telemetry/`],
  'prom-client': [`${SERVER}telemetry/`],
  'rate-limiter-flexible': [`${SERVER}admin/`],
  react: ['server/graphiql/'],
  'react-dom': ['server/graphiql/'],
  'reflect-metadata': ['schema/', `${SERVER}graph/`, `${SERVER}admin/`],
  semver: [`${SERVER}connectors/`],
  'type-graphql': ['schema/', `${SERVER}graph/`, `${SERVER}admin/`],
  undici: [`${SERVER}resilience/`],
  vite: ['server/graphiql/'],
  vitest: ['plugins/connector-api/src/testing/', `${SERVER}resilience/testing/`, 'test/'],
  yaml: [`${SERVER}config/`],
  zod: [
    `${SERVER}config/`,
    `${SERVER}cli/`,
    `${SERVER}connectors/`,
    `${SERVER}bulk/`,
    `${SERVER}rollouts/`,
    `${SERVER}store/`,
    'plugins/',
  ],
};

/** A library is used by the folder that owns it, and a new library gets an owner before its first import. */
export function libraryViolations(files: readonly SourceFile[]): Violations {
  return files.flatMap((file) =>
    file.imports.flatMap(({ specifier }) => {
      const library = packageOf(specifier);
      if (!library || library.startsWith('@selvedge/') || isUnderTest(file)) return [];
      const owners = OWNERS[library];
      if (!owners)
        return [`${file.path} imports ${library}, which has no owner: name one in test/architecture/libraries.ts`];
      if (owners.some((owner) => file.path.startsWith(owner))) return [];
      return [`${file.path} imports ${library}, which belongs to ${owners.join(' and ')}`];
    }),
  );
}

/** The test package drives the whole product and may use what it needs. */
function isUnderTest({ path }: SourceFile): boolean {
  return path.startsWith('test/') && !path.startsWith('test/architecture/');
}
