/**
 * Bundles GraphiQL into `server/dist/graphiql/`, so that the gateway serves it from its own origin.
 * Does nothing, silently, when the bundle was made from the same inputs.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = dirname(fileURLToPath(import.meta.url));
const target = join(source, '../dist/graphiql');
const stamp = join(target, '.inputs');

const inputs = hashOfInputs();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== inputs) {
  // Loaded only now: it takes longer than finding out that there is nothing to do.
  const { build } = await import('vite');
  await build({
    root: source,
    base: '/graphiql/',
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir: target,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 10_000,
    },
  });
  writeFileSync(stamp, inputs);
}

/** The page's own files and the installed versions of what it bundles. */
function hashOfInputs() {
  const hash = createHash('sha256');
  const examples = globSync('examples/*/*.graphql', { cwd: source }).sort();
  for (const file of ['index.html', 'page.css', 'page.js', 'build.mjs', ...examples]) {
    hash.update(readFileSync(join(source, file)));
  }
  const { resolve } = createRequire(import.meta.url);
  for (const name of ['graphiql', 'vite', 'react', 'react-dom', 'monaco-editor', 'graphql']) {
    hash.update(readFileSync(resolve(`${name}/package.json`)));
  }
  return hash.digest('hex');
}
