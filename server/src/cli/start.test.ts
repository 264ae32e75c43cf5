import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import type { Configuration } from '../config/index.js';
import { connectorDirectories, loadCatalogue } from '../connectors/index.js';
import { configurationFile } from './configuration-file.fixture.js';
import { FakeCommandLine } from './context.fixture.js';
import type { Services } from './context.js';

/** A gateway and local vendors that only say that they were started and closed. */
function started(events: string[] = [], configurations: Configuration[] = []): Partial<Services> {
  const part = (name: string, url: string) => {
    events.push(`${name} started`);
    return {
      url,
      takeDefect: () => false,
      reload: async () => ({ later: [] }),
      async close() {
        events.push(`${name} closed`);
      },
    };
  };
  return {
    startSandbox: async ({ port }) => part('sandbox', `http://127.0.0.1:${port}`),
    async startGateway(configuration) {
      configurations.push(configuration);
      return part('gateway', 'http://127.0.0.1:4321');
    },
  };
}

it('serves the graph over the local vendors and says where everything is', async () => {
  const configurations: Configuration[] = [];
  const line = new FakeCommandLine(started([], configurations), { SELVEDGE_SANDBOX_PORT: '4999' });
  const exit = line.run('start', '--sandbox');
  await line.waiting();
  for (const part of [
    'http://127.0.0.1:4321/v1/graphql',
    'http://127.0.0.1:4321/v2/graphql',
    'GraphiQL',
    'http://127.0.0.1:4999/',
    "curl -s http://127.0.0.1:4321/v2/graphql -H 'content-type: application/json' -d '{\"query\":",
    'Ctrl-C',
  ]) {
    expect(line.out).toContain(part);
  }
  expect(configurations[0]).toMatchObject({
    mode: 'sandbox',
    server: { host: '127.0.0.1', port: 4000 },
    tenants: { default: { connections: { hubspot: { baseUrl: 'http://127.0.0.1:4999/hubspot' } } } },
  });
  line.signal('SIGTERM');
  expect(await exit).toBe(0);
});

it.each([
  [
    'sandbox',
    {},
    'Admin        http://127.0.0.1:4321/admin/graphql   asks for no token in a sandbox; or selvedge rollout status --url http://127.0.0.1:4321',
  ],
  ['production', { SELVEDGE_ADMIN_TOKEN: 'a'.repeat(32) }, '/admin/graphql   Authorization: Bearer <admin token>'],
  ['production', {}, null],
])('says where admins go in %s mode with %j: %s', async (mode, env, text) => {
  const line = new FakeCommandLine(started(), env);
  const file = await configurationFile(`connectors: {}\ntenants: {}\nmode: ${mode}\n`);
  const exit = line.run('start', '--config', file);
  await line.waiting();
  if (text === null) expect(line.out).not.toContain('/admin/graphql');
  else expect(line.out).toContain(text);
  line.signal('SIGTERM');
  expect(await exit).toBe(0);
});

it('closes the gateway before the vendors it asks', async () => {
  const events: string[] = [];
  const line = new FakeCommandLine(started(events));
  const exit = line.run('start', '--sandbox');
  await line.waiting();
  line.signal('SIGINT');
  expect(await exit).toBe(0);
  expect(events).toEqual(['sandbox started', 'gateway started', 'gateway closed', 'sandbox closed']);
});

it.each([['start', '--sandbox'], ['sandbox']])(
  'says how to stop %s only once it can be stopped',
  async (...command) => {
    const line = new FakeCommandLine(started());
    const exit = line.run(...command);
    await line.waiting();
    expect(line.outBeforeSignals).toBe('');
    expect(line.out).toContain('Ctrl-C');
    line.signal('SIGINT');
    expect(await exit).toBe(0);
  },
);

it('ends with 130 on a second signal while requests are still in flight', async () => {
  const events: string[] = [];
  const line = new FakeCommandLine({
    ...started(events),
    startGateway: async () => ({
      url: 'http://127.0.0.1:4321',
      takeDefect: () => false,
      reload: async () => ({ later: [] }),
      close: () => new Promise<void>(() => {}),
    }),
  });
  const exit = line.run('start', '--sandbox');
  await line.waiting();
  line.signal('SIGINT');
  line.clockMs += 2_000;
  line.signal('SIGINT');
  expect(await exit).toBe(130);
});

it('serves a configuration without the local vendors', async () => {
  const file = await configurationFile(`connectors: {}\ntenants: {}\nserver: { port: "\${PORT}" }\n`);
  const configurations: Configuration[] = [];
  const { startGateway } = started([], configurations);
  const line = new FakeCommandLine(startGateway ? { startGateway } : {}, { SELVEDGE_CONFIG: file, PORT: '81' });
  const exit = line.run('start');
  await line.waiting();
  expect(configurations[0]).toMatchObject({ mode: 'production', server: { port: 81 } });
  expect(line.out).not.toContain('in a browser');
  expect(line.out).toContain('Warning: clients: nobody can call');
  line.signal('SIGINT');
  expect(await exit).toBe(0);
});

it('says how to give GraphiQL a credential where one is needed', async () => {
  const file = await configurationFile('connectors: {}\ntenants: {}\nmode: development\n');
  const line = new FakeCommandLine(started(), { SELVEDGE_CONFIG: file });
  const exit = line.run('start');
  await line.waiting();
  expect(line.out).toMatch(/GraphiQL .* in a browser; .*X-API-Key/);
  line.signal('SIGINT');
  expect(await exit).toBe(0);
  expect(line.out).toMatch(/Stopping …\nStopped\.\n$/);
});

it('starts nothing with a configuration that is wrong, and leaves no vendor behind', async () => {
  const file = await configurationFile('connectors: {}\n');
  const events: string[] = [];
  const line = new FakeCommandLine(started(events));
  expect(await line.run('start', '--sandbox', '--config', file)).toBe(1);
  expect(line.err).toBe(`${file}:1:1: tenants: expected a map, but it is missing [CONFIG_INVALID]\n`);
  expect(events).toEqual(['sandbox started', 'sandbox closed']);
});

it('names the line of a connector that cannot be loaded', async () => {
  const file = await configurationFile('connectors:\n  absent-crm:\n    version: ^1.0.0\ntenants: {}\n');
  const line = new FakeCommandLine({
    async startGateway(configuration) {
      await loadCatalogue({
        directories: connectorDirectories(configuration, tmpdir()).slice(0, 1),
        connectors: configuration.connectors,
        gatewayVersion: '0.1.0',
      });
      throw new Error('expected the connector to be missing');
    },
  });
  expect(await line.run('start', '--config', file)).toBe(1);
  expect(line.err).toContain(`${file}:3:14: connectors.absent-crm.version: Connector "absent-crm": expected a package`);
  expect(line.err).toContain('[CONNECTOR_NOT_FOUND]');
});

it.each([
  ['start --sandbox', 'SELVEDGE_SANDBOX_PORT'],
  ['sandbox', '--port or SELVEDGE_SANDBOX_PORT'],
])('names port and setting when the port of the vendors is taken: %s', async (command, setting) => {
  const line = new FakeCommandLine({
    startSandbox: () =>
      Promise.reject(new Error('busy', { cause: Object.assign(new Error(), { code: 'EADDRINUSE' }) })),
  });
  expect(await line.run(...command.split(' '))).toBe(1);
  expect(line.err).toContain('Port 4010 is taken');
  expect(line.err).toContain(setting);
});

it('names the variable that holds no port', async () => {
  const line = new FakeCommandLine({}, { SELVEDGE_SANDBOX_PORT: 'high' });
  expect(await line.run('start', '--sandbox')).toBe(1);
  expect(line.err).toBe('SELVEDGE_SANDBOX_PORT: expected a port from 0 to 65535, but got "high".\n');
});

it('runs the vendors alone with the sizes that were asked for', async () => {
  const asked: object[] = [];
  const line = new FakeCommandLine({
    async startSandbox(settings) {
      asked.push(settings);
      return { url: 'http://127.0.0.1:4998', close: async () => {} };
    },
  });
  const exit = line.run(
    'sandbox',
    '--port',
    '0',
    '--seed',
    '7',
    '--ad-campaigns',
    '3',
    '--today',
    '2027-01-31',
    '--no-quotas',
  );
  await line.waiting();
  expect(asked).toEqual([{ port: 0, seed: 7, adCampaigns: 3, today: '2027-01-31', quotas: false }]);
  for (const vendor of ['hubspot', 'salesforce', 'klaviyo', 'google-analytics']) {
    expect(line.out).toContain(`http://127.0.0.1:4998/${vendor}\n`);
  }
  line.signal('SIGINT');
  expect(await exit).toBe(0);
});
