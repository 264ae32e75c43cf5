import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { discoverPackages } from './discover.js';
import type { ConnectorLoadError } from './errors.js';
import { type LoadedConnector, loadConnector } from './load.js';
import { connectorCode, type FakePackage, packagesFolder, writeInto } from './packages.fixture.js';

async function load(spoilt: Omit<FakePackage, 'at'> = {}): Promise<LoadedConnector> {
  const { found } = await discoverPackages([await packagesFolder({ at: 'crm', ...spoilt })]);
  return loadConnector(found[0]!);
}

async function refusal(spoilt: Omit<FakePackage, 'at'>): Promise<ConnectorLoadError> {
  return load(spoilt).then(
    () => {
      throw new Error('expected a ConnectorLoadError');
    },
    (error: ConnectorLoadError) => error,
  );
}

it('loads what the package exports', async () => {
  const loaded = await load({ version: '1.2.3' });
  expect(loaded).toMatchObject({ id: 'acme-crm', version: '1.2.3', packageName: '@acme/crm' });
  const call = { signal: new AbortController().signal, settings: {}, fetch: () => Promise.reject(new Error('unused')) };
  await expect(loaded.definition.capabilities['contact.byId']?.run(['1', '2'], call)).resolves.toEqual([null, null]);
});

it('runs a package from its sources where asked to', async () => {
  const exports = { 'acme-source': './src.js', default: './index.js' };
  const folder = await packagesFolder({ at: 'crm', exports, code: null });
  const { found } = await discoverPackages([folder]);
  await expect(loadConnector(found[0]!, ['acme-source'])).rejects.toThrow(join('crm', 'src.js'));
  await expect(loadConnector(found[0]!)).rejects.toThrow(join('crm', 'index.js'));
});

it('loads nothing from files that have changed since this process loaded them, as Node would run the old ones', async () => {
  const loaded = await load({ version: '1.2.3' });
  const { found } = await discoverPackages([dirname(loaded.directory)]);
  expect((await loadConnector(found[0]!)).fingerprint).toBe(loaded.fingerprint);
  await writeInto(join(loaded.directory, 'README.md'), 'No code.');
  await writeInto(join(loaded.directory, 'node_modules/other/index.js'), 'export default 1;');
  expect((await loadConnector(found[0]!)).fingerprint).toBe(loaded.fingerprint);
  await writeInto(join(loaded.directory, 'index.js'), connectorCode('concurrency: 3,'));
  await expect(loadConnector(found[0]!)).rejects.toMatchObject({
    code: 'CONNECTOR_CHANGED_ON_DISK',
    message: expect.stringMatching(/when this process loaded 1\.2\.3 .*start the process anew/),
  });
});

it('names package and folder in every refusal', async () => {
  const { message, connector } = await refusal({ version: '1.2.3', code: null });
  expect(connector).toBe('acme-crm');
  expect(message).toMatch(/^Connector "acme-crm" 1\.2\.3 \(@acme\/crm in .*crm\): /);
});

it.each<[string, Omit<FakePackage, 'at'>, string]>([
  ['CONNECTOR_ENTRY_MISSING', { code: null }, 'there is no such file; build the package'],
  ['CONNECTOR_ENTRY_MISSING', { exports: { './testing': './index.js' } }, 'there is none for "."'],
  ['CONNECTOR_IMPORT_FAILED', { code: 'throw new Error("no licence")' }, 'it failed: no licence'],
  ['CONNECTOR_IMPORT_FAILED', { code: 'throw new TypeError("expected 1, but got 0.")' }, 'but got 0.'],
  [
    'CONNECTOR_MALFORMED',
    { code: 'export const connector = {}' },
    'expected a connector as the default export (see defineConnector), but there is none.',
  ],
  ['CONNECTOR_MALFORMED', { code: 'export default 1' }, 'it: expected a map, but got the number 1'],
  [
    'CONNECTOR_MALFORMED',
    { code: connectorCode('credential: undefined') },
    'credential: expected a map, but it is missing',
  ],
  [
    'CONNECTOR_MALFORMED',
    { code: connectorCode('credential: { type: "key" }') },
    'credential.type: expected one of "bearer", "basic", "header", but got "key"',
  ],
  ['CONNECTOR_MALFORMED', { code: connectorCode('classify: true') }, 'classify: expected a function'],
  ['CONNECTOR_MALFORMED', { code: connectorCode('baseUrl: "acme"') }, 'baseUrl: '],
  [
    'CONNECTOR_MALFORMED',
    { code: connectorCode('capabilities: { "contact.byId": { maxBatch: 0, run() {} } }') },
    'capabilities.contact.byId.maxBatch: ',
  ],
  ['CONNECTOR_ID_MISMATCH', { code: connectorCode('id: "acme"') }, `the manifest's id "acme-crm", but got "acme"`],
  [
    'CONNECTOR_CAPABILITY_UNKNOWN',
    { code: connectorCode('capabilities: { "mail/score.byId": { maxBatch: 1, run() {} } }') },
    'its own ones as "acme-crm/<name>", but got mail/score.byId',
  ],
  ['CONNECTOR_MALFORMED', { code: connectorCode('graph: 5') }, 'graph: '],
  [
    'CONNECTOR_CAPABILITY_UNKNOWN',
    { code: connectorCode('capabilities: { "contact.byName": { maxBatch: 1, run() {} } }') },
    'but got contact.byName',
  ],
  [
    'CONNECTOR_CAPABILITY_UNKNOWN',
    { code: connectorCode('jobs: { "contact.upsert": { maxBatch: 1, start() {}, poll() {} } }') },
    'but got contact.upsert',
  ],
  [
    'CONNECTOR_MALFORMED',
    { code: connectorCode('jobs: { "contact.import": { maxBatch: 1, start() {} } }') },
    'jobs.contact.import.poll: expected a function',
  ],
])('refuses with %s: %j', async (code, spoilt, message) => {
  const error = await refusal(spoilt);
  expect(error.code).toBe(code);
  expect(error.message).toContain(message);
  expect(error.message).not.toMatch(/Invalid input|received|\.\.$/);
});

it('keeps what the import threw', async () => {
  expect((await refusal({ code: 'throw new Error("no licence")' })).cause).toMatchObject({ message: 'no licence' });
});
