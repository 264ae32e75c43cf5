import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type GatewayProcess, startGatewayProcess } from './support/start-gateway-process.js';

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

/** A gateway in a process of its own, with a connector that is well and one that is not. */
async function start(leaves: string): Promise<GatewayProcess> {
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
  await write('stumble.mjs', "process.on('SIGUSR2', () => { throw new Error('the gateway stumbles'); });");
  const connection = { credential: { type: 'token', token: 'secret' } };
  const gateway = await startGatewayProcess({
    configuration: {
      mode: 'sandbox',
      server: { port: 0 },
      connectorsDirectory: join(folder, 'connectors'),
      connectors: { well: { version: '*' }, leaky: { version: '*' } },
      cache: { enabled: false },
      resilience: { retries: 0, breaker: { volume: 4 } },
      tenants: { default: { connections: { well: connection, leaky: connection } } },
    },
    nodeOptions: `--import=${join(folder, 'stumble.mjs')}`,
  });
  onTestFinished(async () => void (await gateway.child.stop('SIGKILL')));
  return gateway;
}

/** The connectors whose companies it serves. */
async function servedBy(gateway: GatewayProcess): Promise<string[]> {
  const { data } = await gateway.ask(QUERY);
  return Object.keys(data).filter((name) => data[name] !== null);
}

it('a connector’s stray errors are told and counted, and the gateway serves on', async () => {
  const gateway = await start(LEAKY);
  expect(await servedBy(gateway)).toEqual(['well', 'leaky']);
  const defects = () =>
    Promise.all(
      ['uncaught-exception', 'unheard-rejection'].map((kind) =>
        gateway.metric('selvedge_connector_defects_total', { kind }),
      ),
    );
  await expect.poll(defects).toEqual([3, 3]);
  expect(await gateway.metric('selvedge_connector_defects_total')).toBe(6);
  // Its breaker took them for failures; the other connector is as it was.
  expect(await servedBy(gateway)).toEqual(['well']);
  const leaky = { connector: 'leaky', version: '1.0.0', connection: 'default/leaky' };
  expect(await gateway.metric('selvedge_breaker_state', { ...leaky, state: 'open' })).toBe(1);
  const { child } = gateway;
  for (const what of ['TypeError at index.js:', 'RangeError at index.js:', 'SyntaxError at index.js:', 'a string']) {
    expect(child.output()).toContain(what);
  }
  expect(child.output()).toMatch(/"connector":"leaky".*"msg":"connector defect"/);
  expect(child.output()).not.toContain('ada@');
  expect(child.isRunning()).toBe(true);
});

it('an unexpected error that is no connector’s ends the process with its stack', async () => {
  const gateway = await start('');
  expect(await servedBy(gateway)).toEqual(['well', 'leaky']);
  const { child } = gateway;
  child.signal('SIGUSR2');
  expect(await child.exited).toMatchObject({ code: 1 });
  await expect
    .poll(child.output)
    .toMatch(/unexpected error \(uncaught-exception\):\nError: the gateway stumbles\n +at /);
});
