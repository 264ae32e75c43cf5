/**
 * Runs the contract suite of the connector in the current directory and leaves the suite's record there, or ends with its failure. Connectors run it as
 * `prepack`, so that a published package carries the record of a run of the very files it is made from; with `--forget`, as `postpack`, it removes the
 * record again, which would not be true of what is edited next.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const connector = process.cwd();
const record = join(connector, 'selvedge-contract.json');
rmSync(record, { force: true });
if (!process.argv.includes('--forget')) {
  const node = join(root, 'node_modules/node/bin/node');
  const run = (...args) => {
    const { status } = spawnSync(existsSync(node) ? node : process.execPath, args, {
      cwd: root,
      // The standard output of a pack is npm's.
      stdio: ['ignore', 2, 2],
      env: { ...process.env, SELVEDGE_CONTRACT_RECORD: record },
    });
    if (status !== 0) process.exit(1);
  };
  run(join(root, 'node_modules/typescript/bin/tsc'), '-b', connector);
  const suite = relative(root, join(connector, 'src/contract.test.ts'));
  run(join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config=test/vitest.config.ts', suite);
  const version = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')).version : 'none';
  const wanted = JSON.parse(readFileSync(join(connector, 'package.json'), 'utf8')).version;
  if (version !== wanted) {
    console.error(
      `Expected ${suite} to record version ${wanted}, as package.json says; it recorded ${version}. Test that version.`,
    );
    rmSync(record, { force: true });
    process.exit(1);
  }
}
