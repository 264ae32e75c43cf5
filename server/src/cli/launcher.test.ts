import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/selvedge.mjs', import.meta.url));

/** Makes the launcher, and not what it launches, believe that it runs on an old Node. */
const OLD_NODE = `if (!process.env.SELVEDGE_LAUNCHED) {
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.0' } });
  Object.defineProperty(process, 'version', { value: 'v20.20.0' });
}
`;

interface Installation {
  /** Source of `dist/cli/main.js`; null when it is not built. */
  main: string | null;
  /** Version of the npm package `node` beside it; null when it is not installed. */
  packagedNode?: string | null;
}

/** Runs the bin of a package of its own; `line` waits for a line of standard output. */
async function launch({ main, packagedNode = null }: Installation, { old = false, args = [] as string[] } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-launcher-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'bin'));
  await copyFile(BIN, join(folder, 'bin', 'selvedge.mjs'));
  await write(join(folder, 'package.json'), '{ "type": "module" }');
  await write(join(folder, 'old-node.mjs'), OLD_NODE);
  if (main !== null) await write(join(folder, 'dist', 'cli', 'main.js'), main);
  if (packagedNode !== null) {
    await write(join(folder, 'node_modules', 'node', 'package.json'), JSON.stringify({ version: packagedNode }));
    await mkdir(join(folder, 'node_modules', 'node', 'bin'));
    await symlink(process.execPath, join(folder, 'node_modules', 'node', 'bin', 'node'));
  }
  const preload = old ? ['--import', join(folder, 'old-node.mjs')] : [];
  const child = spawn(process.execPath, [...preload, join(folder, 'bin', 'selvedge.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH },
    // A process group of its own, as a shell gives to a command.
    detached: true,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const closed = once(child, 'close').then(([code]: unknown[]) => ({ code, err }));
  return { child, closed, line: async () => (await lines.next()).value };
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

const EXITS_WITH_7 = 'console.log(process.argv.slice(2).join(" ")); process.exitCode = 7;';

/** Waits for a signal, says which, and exits with 5; `pid` is its first line. */
const WAITS = `
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { console.log(signal); process.exit(5); });
setInterval(() => {}, 60_000);
console.log(process.pid);
`;

it('runs the command line on a Node that is new enough', async () => {
  const { line, closed } = await launch({ main: EXITS_WITH_7 }, { args: ['check', '--json'] });
  expect(await line()).toBe('check --json');
  expect(await closed).toMatchObject({ code: 7, err: '' });
});

it('says so when it is not built', async () => {
  const { closed } = await launch({ main: null });
  expect(await closed).toMatchObject({ code: 1, err: 'Selvedge is not built yet: run "npm run build" first.\n' });
});

it('hands over from an old Node to the packaged one, with arguments and exit code', async () => {
  const { line, closed } = await launch(
    { main: EXITS_WITH_7, packagedNode: '24.21.0' },
    { old: true, args: ['check'] },
  );
  expect(await line()).toBe('check');
  expect(await closed).toMatchObject({ code: 7, err: '' });
});

it.each([null, '22.0.0'])('says which Node it needs on an old one with packaged Node %s', async (packagedNode) => {
  const { closed } = await launch({ main: EXITS_WITH_7, packagedNode }, { old: true });
  const { code, err } = await closed;
  expect(code).toBe(1);
  expect(err).toContain('Selvedge needs Node 24 or newer, but this is v20.20.0');
});

it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on and ends as its child ends', async (signal) => {
  const { child, line, closed } = await launch({ main: WAITS, packagedNode: '24.21.0' }, { old: true });
  expect(Number(await line())).not.toBe(child.pid);
  child.kill(signal);
  expect(await line()).toBe(signal);
  expect(await closed).toMatchObject({ code: 5 });
});

it('keeps the exit code when a terminal signals launcher and child at once', async () => {
  const { child, line, closed } = await launch({ main: WAITS, packagedNode: '24.21.0' }, { old: true });
  await line();
  process.kill(-child.pid!, 'SIGINT');
  expect(await line()).toBe('SIGINT');
  expect(await closed).toMatchObject({ code: 5 });
});

it('leaves no child behind when it is killed', async () => {
  const { child, line, closed } = await launch({ main: WAITS, packagedNode: '24.21.0' }, { old: true });
  await line();
  child.kill('SIGKILL');
  expect(await line()).toBe('SIGTERM');
  await closed;
});

it('reports a child that died of a signal as a shell does', async () => {
  const main = 'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 60_000);';
  const { closed } = await launch({ main, packagedNode: '24.21.0' }, { old: true });
  expect(await closed).toMatchObject({ code: 137 });
});
