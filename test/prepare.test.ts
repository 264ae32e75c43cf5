import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const PREPARE = fileURLToPath(new URL('../server/bin/prepare.mjs', import.meta.url));

/** Stands in for npm: installs the project's Node, compiler and GraphiQL build, each of which takes itself down. */
const NPM = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('calls', 'npm ' + process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS) process.exit(7);
for (const folder of ['node_modules/node/bin', 'node_modules/typescript/bin']) mkdirSync(folder, { recursive: true });
writeFileSync('node_modules/.package-lock.json', String(Math.random()));
writeFileSync('node_modules/node/bin/node', '#!/bin/sh\\necho "$(basename $1) $2" >> calls\\nexec ${process.execPath} "$@"\\n', { mode: 0o755 });
writeFileSync('node_modules/typescript/bin/tsc', 'process.exit(Number(process.env.TSC_EXIT ?? 0))');
`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'selvedge-prepare-'));
  await write('package.json', JSON.stringify({ type: 'commonjs', workspaces: ['server', 'plugins/*'] }));
  await write('package-lock.json', '{}');
  await write('server/package.json', '{}');
  await write('plugins/one/package.json', '{}');
  await write('server/graphiql/build.mjs', '');
  await write('npm-cli.js', NPM);
  await cp(PREPARE, join(root, 'server/bin/prepare.mjs'));
});
afterEach(() => rm(root, { recursive: true }));

it('installs, compiles and bundles on a fresh machine, on the project’s own Node', async () => {
  const { exitCode, output } = await prepare();
  expect(exitCode).toBe(0);
  expect(await calls()).toEqual(['npm ci --no-audit --no-fund --loglevel=error', 'tsc -b', 'build.mjs']);
  expect(output).toMatch(/Installed packages in \d+\.\d s/);
});

it('says nothing and installs nothing when nothing changed', async () => {
  await prepare();
  await rm(join(root, 'calls'));
  expect(await prepare()).toEqual({ exitCode: 0, output: '' });
  expect(await calls()).toEqual(['tsc -b', 'build.mjs']);
});

it.each([
  ['the lock file', 'package-lock.json'],
  ['a manifest of a workspace', 'plugins/one/package.json'],
])('installs again when %s changed', async (_name, file) => {
  await prepare();
  await rm(join(root, 'calls'));
  await write(file, '{"version":"2.0.0"}');
  await prepare();
  expect((await calls())[0]).toMatch(/^npm ci/);
});

it('ends with the exit code of what failed, says what to do, and tries again the next time', async () => {
  const failed = await prepare({ NPM_FAILS: '1' });
  expect(failed.exitCode).toBe(7);
  expect(failed.output).toContain('registry can be reached');
  expect((await prepare()).exitCode).toBe(0);
});

it('stops at a compiler’s complaint', async () => {
  const { exitCode, output } = await prepare({ TSC_EXIT: '2' });
  expect(exitCode).toBe(2);
  expect(output).toContain('failed with exit code 2');
  expect(await calls()).not.toContain('build.mjs');
});

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), content);
}

async function calls(): Promise<string[]> {
  return (await readFile(join(root, 'calls'), 'utf8'))
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

async function prepare(env: Record<string, string> = {}): Promise<{ exitCode: number | null; output: string }> {
  const child = spawn(process.execPath, ['server/bin/prepare.mjs'], {
    cwd: root,
    env: { ...process.env, npm_execpath: join(root, 'npm-cli.js'), ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      output += part;
    });
  }
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { exitCode, output };
}
