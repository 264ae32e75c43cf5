import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from './support/free-port.js';

const bin = fileURLToPath(new URL('../server/bin/selvedge.mjs', import.meta.url));
const QUERY = `{
  well: companies(connector: "well") { edges { node { name } } }
  leaky: companies(connector: "leaky") { edges { node { name } } }
}`;

/** Leaves behind, with each page, every kind of error that nobody hears, each with somebody's data in it. */
const LEAKY = `
  setTimeout(() => { throw new TypeError('of ada@example.org'); }, 1);
  setTimeout(() => { throw 'ada@example.org'; }, 2);
  Promise.reject(new RangeError('of ada@example.org'));
  void call.fetch({ path: '/absent', answer: { parse: (body) => body } });
  const gone = new AbortController();
  void sleep(1_000, null, { signal: gone.signal });
  gone.abort(new Error('ada@example.org'));
  call.signal.addEventListener('abort', () => { throw new SyntaxError('of ada@example.org'); });
  await sleep(100);
`;

/** A connector that says that one company has the connector's own name; `leaves` is done first. */
const connector = (id: string, leaves = '') => `
import { setTimeout as sleep } from 'node:timers/promises';
const company = { kind: 'Company', id: '1', name: '${id}', domain: null, createdAt: null, updatedAt: null };
export default {
  id: '${id}',
  baseUrl: 'http://127.0.0.1:1',
  credential: { type: 'bearer' },
  classify: () => null,
  capabilities: {
    'company.page': {
      maxBatch: 1,
      async run(inputs, call) {
        ${leaves}
        return inputs.map(() => ({ items: [company], next: null }));
      },
    },
  },
};
`;

interface Running {
  child: ChildProcess;
  /** Lines of standard error so far. */
  err(): string;
  /** The connectors whose companies it serves. */
  serves(): Promise<string[]>;
  metrics(): Promise<string>;
}

/** A gateway in a process of its own, with a connector that is well and one that is not. */
async function start(leaves: string): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-defects-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  for (const [id, code] of [
    ['well', connector('well')],
    ['leaky', connector('leaky', leaves)],
  ] as const) {
    const selvedge = { connector: id, gateway: '*', protocol: 1 };
    const manifest = { name: `@acme/${id}`, version: '1.0.0', type: 'module', exports: './index.js', selvedge };
    await write(`connectors/${id}/package.json`, JSON.stringify(manifest));
    await write(`connectors/${id}/index.js`, code);
  }
  const port = await freePort();
  const connection = '{ credential: { type: token, token: secret } }';
  await write(
    'selvedge.yaml',
    `mode: sandbox
server: { port: ${port} }
connectorsDirectory: ./connectors
connectors: { well: { version: "*" }, leaky: { version: "*" } }
cache: { enabled: false }
resilience: { retries: 0, breaker: { volume: 4 } }
tenants: { default: { connections: { well: ${connection}, leaky: ${connection} } } }
`,
  );
  await write('stumble.mjs', "process.on('SIGUSR2', () => { throw new Error('the gateway stumbles'); });");
  const child = spawn(process.execPath, ['--import', join(folder, 'stumble.mjs'), bin, 'start'], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdout.resume();
  const url = `http://127.0.0.1:${port}`;
  await expect
    .poll(
      () =>
        fetch(`${url}/readyz`).then(
          ({ status }) => status,
          () => err,
        ),
      { timeout: 20_000 },
    )
    .toBe(200);
  return {
    child,
    err: () => err,
    async serves() {
      const response = await fetch(`${url}/v2/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: QUERY }),
      });
      const { data } = (await response.json()) as { data: Record<string, { edges: object[] } | null> };
      return Object.keys(data).filter((name) => data[name] !== null);
    },
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
  };
}

it('a connector’s stray errors are told and counted, and the gateway serves on', async () => {
  const gateway = await start(LEAKY);
  expect(await gateway.serves()).toEqual(['well', 'leaky']);
  const defects = async () =>
    Object.fromEntries(
      [...(await gateway.metrics()).matchAll(/^selvedge_connector_defects_total\{(.*)\} (\d+)/gm)].map(
        ([, labels, count]) => [/kind="(.*?)"/.exec(labels ?? '')?.[1], Number(count)],
      ),
    );
  await expect.poll(defects).toEqual({ 'uncaught-exception': 3, 'unheard-rejection': 3 });
  // Its breaker took them for failures; the other connector is as it was.
  expect(await gateway.serves()).toEqual(['well']);
  expect(await gateway.metrics()).toContain(
    'selvedge_breaker_state{connector="leaky",version="1.0.0",connection="default/leaky",state="open"} 1',
  );
  for (const what of ['TypeError at index.js:', 'RangeError at index.js:', 'SyntaxError at index.js:', 'a string']) {
    expect(gateway.err()).toContain(what);
  }
  expect(gateway.err()).toMatch(/"connector":"leaky".*"msg":"connector defect"/);
  expect(gateway.err()).not.toContain('ada@');
  expect(gateway.child.exitCode).toBeNull();
});

it('an unexpected error that is no connector’s ends the process with its stack', async () => {
  const gateway = await start('');
  expect(await gateway.serves()).toEqual(['well', 'leaky']);
  gateway.child.kill('SIGUSR2');
  const [code] = await once(gateway.child, 'exit');
  expect(code).toBe(1);
  await expect
    .poll(gateway.err)
    .toMatch(/unexpected error \(uncaught-exception\):\nError: the gateway stumbles\n +at /);
});
