import { expect, it } from 'vitest';
import { type Catalogue, CatalogueError, loadCatalogue } from './catalogue.js';
import { connectorCode, packagesFolder } from './packages.fixture.js';

const ACME = { connector: 'acme-crm', gateway: '^1.0.0', protocol: 1 };
const MAIL = { connector: 'mail', gateway: '^1.0.0', protocol: 1 };

type Connectors = Parameters<typeof loadCatalogue>[0]['connectors'];

const load = (directory: string, connectors: Connectors): Promise<Catalogue> =>
  loadCatalogue({ directories: [directory], connectors, gatewayVersion: '1.4.0' });

async function problems(directory: string, connectors: Connectors): Promise<CatalogueError> {
  const error = await load(directory, connectors).catch((reason: unknown) => reason);
  if (error instanceof CatalogueError) return error;
  throw new Error(`expected a CatalogueError, but got ${String(error)}`);
}

it('loads versions of one connector side by side, from differently named packages', async () => {
  const folder = await packagesFolder(
    { at: 'acme-v1/1.0.0', name: '@acme/crm-v1', version: '1.0.0', code: connectorCode('concurrency: 1') },
    { at: 'acme-v1/1.1.0', name: '@acme/crm-v1', version: '1.1.0', code: connectorCode('concurrency: 11') },
    { at: '@acme/crm', name: '@acme/crm', version: '2.0.0', code: connectorCode('concurrency: 2') },
  );
  const { choices, found } = await load(folder, {
    'acme-crm': { version: '^1.0.0', candidate: { version: '^2.0.0', weight: 25 } },
  });
  expect(choices.get('acme-crm')).toMatchObject({
    id: 'acme-crm',
    stable: { version: '1.1.0', packageName: '@acme/crm-v1', definition: { concurrency: 11 } },
    candidate: { connector: { version: '2.0.0', definition: { concurrency: 2 } }, weight: 25 },
  });
  expect(found).toHaveLength(3);
});

it('keeps the order of the configuration and leaves other packages unloaded', async () => {
  const folder = await packagesFolder(
    { at: 'crm', manifest: ACME },
    { at: 'mail', manifest: MAIL, code: connectorCode('id: "mail"') },
    { at: 'other', manifest: { ...MAIL, connector: 'other' }, code: 'throw new Error("never asked for")' },
  );
  const { choices } = await load(folder, { mail: { version: '*' }, 'acme-crm': { version: '1.0.0' } });
  expect([...choices.values()].map(({ id, candidate }) => [id, candidate])).toEqual([
    ['mail', null],
    ['acme-crm', null],
  ]);
});

it('refuses a candidate that is the stable version', async () => {
  const folder = await packagesFolder({ at: 'crm', version: '1.2.0' });
  const error = await problems(folder, {
    'acme-crm': { version: '^1.0.0', candidate: { version: '^1.1.0', weight: 5 } },
  });
  expect(error.problems).toMatchObject([{ code: 'CONNECTOR_CANDIDATE_IS_STABLE', connector: 'acme-crm' }]);
  expect(error.message).toContain("expected the candidate's range ^1.1.0 to lead to another version than stable");
});

it('tells every problem at once', async () => {
  const folder = await packagesFolder({ at: 'crm' }, { at: 'mail', manifest: MAIL });
  const error = await problems(folder, {
    'acme-crm': { version: '^2.0.0', candidate: { version: '^3.0.0', weight: 5 } },
    mail: { version: '^1.0.0' },
    absent: { version: '^1.0.0' },
  });
  expect(error.problems.map(({ code, path }) => [code, path.join('.')])).toEqual([
    ['CONNECTOR_OUT_OF_RANGE', 'connectors.acme-crm.version'],
    ['CONNECTOR_OUT_OF_RANGE', 'connectors.acme-crm.candidate.version'],
    ['CONNECTOR_ID_MISMATCH', 'connectors.mail.version'],
    ['CONNECTOR_NOT_FOUND', 'connectors.absent.version'],
  ]);
  expect(error.message.split('\n')).toHaveLength(4);
  expect(error.loaded.found).toHaveLength(2);
});

it('names the packages that could not be read where a connector is not found', async () => {
  const folder = await packagesFolder({ at: 'crm', manifest: { ...ACME, protocol: 'one' } });
  const error = await problems(folder, { 'acme-crm': { version: '^1.0.0' } });
  expect(error.message).toMatch(/Not read: .*crm \(package\.json: selvedge\.protocol: /);
});

it('starts beside a broken package that nobody asked for', async () => {
  const folder = await packagesFolder({ at: 'crm' }, { at: 'mail', name: '@acme/mail', manifest: {} });
  const { choices, broken } = await load(folder, { 'acme-crm': { version: '^1.0.0' } });
  expect(choices.size).toBe(1);
  expect(broken).toMatchObject([{ packageName: '@acme/mail' }]);
});
