import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isUpToDate } from './up-to-date.ts';

const BENCH = fileURLToPath(new URL('../', import.meta.url));
const TYPESCRIPT = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

/** Installs the peers that the lock file names, unless they are as the last run left them. */
export function installPeers(): void {
  const stamp = join(BENCH, 'node_modules/.bench-stamp');
  const wanted = createHash('sha256')
    .update(readFileSync(join(BENCH, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing the peers; the first time takes two minutes …');
  run(['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, wanted);
}

/** Compiles the peers' servers, and composes the supergraph of the one that needs it. */
export function buildPeers(): void {
  run([process.execPath, TYPESCRIPT, '-p', 'peers']);
  const supergraph = 'dist/peers/supergraph.graphql';
  // The sources, not what is compiled from them: that is written anew each time.
  const inputs = ['peers/hive-compose.config.ts', 'peers/openapi.json', 'package-lock.json'];
  if (
    isUpToDate(
      join(BENCH, supergraph),
      inputs.map((input) => join(BENCH, input)),
    )
  )
    return;
  const compose = 'node_modules/@graphql-mesh/compose-cli/esm/bin.js';
  run([process.execPath, compose, '-c', 'dist/peers/hive-compose.config.js', '-o', supergraph]);
}

function run([command, ...parameters]: readonly [string, ...string[]]): void {
  const { status, error } = spawnSync(command, parameters, { cwd: BENCH, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0)
    throw new Error(
      `${[command, ...parameters].join(' ')} failed in bench/: ${error?.message ?? `exit code ${status}`}`,
    );
}
