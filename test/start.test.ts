import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, holdPort } from './support/free-port.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const started: ChildProcess[] = [];

interface Run {
  child: ChildProcess;
  output: () => string;
  exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Runs a command in a process group of its own, as a terminal does. */
function run(command: string, parameters: readonly string[], env: Record<string, string>): Run {
  const child = spawn(command, [...parameters], { cwd: root, detached: true, env: { ...process.env, ...env } });
  started.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const exit: Run['exit'] = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  return { child, output: () => output, exit };
}

function groupIsGone({ pid }: ChildProcess): boolean {
  try {
    process.kill(-(pid as number), 0);
    return false;
  } catch {
    return true;
  }
}

async function isOpen(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/livez`).then(
    () => true,
    () => false,
  );
}

afterEach(() => {
  for (const child of started.splice(0)) {
    if (!groupIsGone(child)) process.kill(-(child.pid as number), 'SIGKILL');
  }
});

describe('npm start', () => {
  async function start() {
    const [port, sandboxPort] = [await freePort(), await freePort()];
    const env = { SELVEDGE_PORT: String(port), SELVEDGE_SANDBOX_PORT: String(sandboxPort) };
    const running = run('npm', ['start'], env);
    await expect.poll(running.output, { timeout: 60_000, interval: 50 }).toContain('Ctrl-C stops it');
    return { ...running, port, sandboxPort };
  }

  it('serves the graph and prints the addresses, a sample query that works, and how to stop', async () => {
    const { output, port, sandboxPort } = await start();
    expect(output()).toContain(`http://127.0.0.1:${port}/v2/graphql`);
    expect(output()).toContain(`http://127.0.0.1:${port}/v1/graphql`);
    expect(output()).toContain(`http://127.0.0.1:${sandboxPort}/`);
    const sample = output()
      .split('\n')
      .find((line) => line.includes('curl'));
    const answer = run('bash', ['-c', sample ?? 'false'], {});
    await answer.exit;
    expect(JSON.parse(answer.output()).data.customers.edges.length).toBe(3);
  }, 90_000);

  it.each([
    ['Ctrl-C, which a terminal sends to the whole group', 'SIGINT', true],
    ['SIGTERM to npm alone', 'SIGTERM', false],
  ] as const)(
    'stops on %s, and leaves no process behind',
    async (_, signal, toGroup) => {
      const { child, exit, port, sandboxPort } = await start();
      process.kill(toGroup ? -(child.pid as number) : (child.pid as number), signal);
      await exit;
      await expect.poll(() => groupIsGone(child), { timeout: 10_000 }).toBe(true);
      expect([await isOpen(port), await isOpen(sandboxPort)]).toEqual([false, false]);
    },
    90_000,
  );
});

describe('a port in use', () => {
  const bin = ['server/bin/selvedge.mjs', 'start', '--sandbox'];

  it("of the gateway is told with the port and the setting, and the vendors' port is free again", async () => {
    const { port, release } = await holdPort();
    const sandboxPort = await freePort();
    const refused = run(process.execPath, bin, {
      SELVEDGE_PORT: String(port),
      SELVEDGE_SANDBOX_PORT: String(sandboxPort),
    });
    expect((await refused.exit).code).toBe(1);
    expect(refused.output()).toContain(String(port));
    expect(refused.output()).toContain('server.port');
    expect(refused.output()).not.toMatch(/^\s+at /m);
    await release();
  }, 30_000);

  it('of the sandbox likewise', async () => {
    const { port, release } = await holdPort();
    const refused = run(process.execPath, bin, { SELVEDGE_PORT: '0', SELVEDGE_SANDBOX_PORT: String(port) });
    expect((await refused.exit).code).toBe(1);
    expect(refused.output()).toContain(String(port));
    expect(refused.output()).toContain('SELVEDGE_SANDBOX_PORT');
    await release();
  }, 30_000);
});

it('a variable of the environment that makes no sense is told with its name, and what it may be', async () => {
  const refused = run(process.execPath, ['server/bin/selvedge.mjs', 'start', '--sandbox'], {
    SELVEDGE_PORT: '0',
    SELVEDGE_SANDBOX_PORT: '0',
    SELVEDGE_COMPILE: 'off',
  });
  expect((await refused.exit).code).toBe(1);
  expect(refused.output()).toContain('SELVEDGE_COMPILE: expected one of always, repeated, never, but got "off".');
  expect(refused.output()).not.toMatch(/^\s+at /m);
}, 30_000);
