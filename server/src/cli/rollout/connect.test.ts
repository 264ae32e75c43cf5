import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { TOKEN } from '../../admin/admin-sources.fixture.js';
import { serveAdmin } from '../../http/admin-server.fixture.js';
import { configurationFile } from '../configuration-file.fixture.js';
import { FakeCommandLine } from '../context.fixture.js';

async function status(folder: string, env: Record<string, string>, ...args: string[]) {
  const line = new FakeCommandLine({}, env, folder);
  return { code: await line.run('rollout', 'status', ...args), out: line.out, err: line.err };
}

async function folderWith(settings: string): Promise<string> {
  return dirname(await configurationFile(`connectors: {}\ntenants: {}\n${settings}\n`));
}

it('finds the gateway and the token in the configuration', async () => {
  const { url } = await serveAdmin();
  const folder = await folderWith(`server: { port: ${new URL(url).port} }\nadmin: { token: "${TOKEN}" }`);
  expect(await status(folder, {})).toMatchObject({ code: 0, err: '' });
  const elsewhere = await status(folder, {}, '--config', 'nowhere.yaml');
  expect(elsewhere.code).toBe(1);
  expect(elsewhere.err).toContain('nowhere.yaml: expected a configuration file here');
  expect(elsewhere.err).toContain('--url');
});

it('finds a gateway on the port of SELVEDGE_PORT, with and without a configuration that takes it', async () => {
  const { url } = await serveAdmin();
  const env = { SELVEDGE_PORT: new URL(url).port, SELVEDGE_ADMIN_TOKEN: TOKEN };
  expect(await status('/nowhere', env)).toMatchObject({ code: 0, err: '' });
  expect(await status(await folderWith(`server: { port: "\${SELVEDGE_PORT:-4000}" }`), env)).toMatchObject({ code: 0 });
});

it('wants nothing else of a configuration than the address: secrets may be unset and other settings wrong', async () => {
  const { url } = await serveAdmin();
  const settings = `server: { port: ${new URL(url).port} }\nadmin: { token: "\${ADMIN}" }\nredisUrl: "\${REDIS_SECRET}"\nmore: 1`;
  const folder = await folderWith(settings);
  expect(await status(folder, { SELVEDGE_ADMIN_TOKEN: TOKEN })).toMatchObject({ code: 0, err: '' });
  expect((await status(folder, {})).err).toContain('set SELVEDGE_ADMIN_TOKEN');
});

it.each([
  ['an address whose variable is not set', `server: { port: "\${GRAPH_PORT}" }`, {}, /GRAPH_PORT.*MISSING_VARIABLE/],
  ['an address that is none', 'server: { port: 70000 }', {}, /server\.port: expected a whole number from 0 to 65535/],
  ['what is no YAML', 'server: [', {}, /CONFIG_SYNTAX/],
  ['any free port', 'server: { port: 0 }', {}, /free port \(0\)/],
  ['one port where SELVEDGE_PORT says another', 'server: { port: 4100 }', { SELVEDGE_PORT: '4600' }, /4100.*4600/],
])('asks no other gateway beside a configuration with %s', async (_, settings, env, message) => {
  const { code, out, err } = await status(await folderWith(settings), env);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(message);
  expect(err).toContain('--url');
});

it('says that SELVEDGE_PORT is no port', async () => {
  expect((await status('/nowhere', { SELVEDGE_PORT: 'http' })).err).toContain('SELVEDGE_PORT: expected a port');
});

it('takes the gateway that --url names, whatever the configuration and SELVEDGE_PORT say', async () => {
  const { url } = await serveAdmin();
  const folder = await folderWith(`server: { port: "\${GRAPH_PORT}" }`);
  const env = { SELVEDGE_PORT: '4600', SELVEDGE_ADMIN_TOKEN: TOKEN };
  expect(await status(folder, env, '--url', url)).toMatchObject({ code: 0, err: '' });
});
