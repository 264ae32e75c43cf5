import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Workspace imports resolve to sources, so a test never runs against a stale build. Whether something is imported or
 * required is seen at each place: were `import` here, pg's `require` would be given an ES module.
 */
const conditions = ['selvedge-source', 'node'];

/** Vite would take graphql's ES modules where Node takes its CommonJS ones, and graphql refuses to be there twice. */
const alias = [
  { find: /^graphql$/, replacement: fileURLToPath(new URL('../node_modules/graphql/index.js', import.meta.url)) },
];

export default defineConfig({
  root,
  resolve: { conditions, alias },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{schema,server,plugins/*,bench}/src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: 'forks',
    env: { SELVEDGE_COMPILE: process.env.SELVEDGE_COMPILE ?? 'always' },
    setupFiles: ['server/src/operation/compiled/testing/also-compiled.setup.ts'],
  },
});
