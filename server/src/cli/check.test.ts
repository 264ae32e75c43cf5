import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { GATEWAY_VERSION } from '../connectors/index.js';
import { connectorCode, packagesFolder, writeInto } from '../connectors/packages.fixture.js';
import { openStore } from '../store/index.js';
import { FakeCommandLine } from './context.fixture.js';

const manifest = { connector: 'acme-crm', gateway: `^${GATEWAY_VERSION}`, protocol: 1 };
const SETTINGS = 'settings: { account: { description: "account number", required: true } }';

/** A folder with two versions of a connector in `connectors/`, and a configuration. */
async function project(configuration: string): Promise<string> {
  const folder = await packagesFolder(
    { at: 'connectors/crm/1.0.0', version: '1.0.0', manifest, code: connectorCode(SETTINGS) },
    { at: 'connectors/crm/2.0.0', version: '2.0.0', manifest, code: connectorCode(SETTINGS) },
  );
  await writeFile(join(folder, 'selvedge.yaml'), `connectorsDirectory: connectors\n${configuration}`);
  return folder;
}

const GOOD = `connectors:
  acme-crm: { version: ^1.0.0, candidate: { version: ^2.0.0, weight: 10 } }
tenants:
  acme:
    connections:
      acme-crm:
        credential: { type: token, token: secret }
        settings: { account: "1" }
issuers: [{ issuer: https://id.example.com, audience: graph }]
`;

it('shows what each connector’s range led to', async () => {
  const line = new FakeCommandLine({}, {}, await project(GOOD));
  expect(await line.run('check')).toBe(0);
  expect(line.out).toMatch(/acme-crm +stable +90 % +\^1\.0\.0 +1\.0\.0 +@acme\/crm +1\n/);
  expect(line.out).toMatch(/acme-crm +candidate +10 % +\^2\.0\.0 +2\.0\.0 +@acme\/crm +1\n/);
  expect(line.out).toContain('selvedge.yaml is in order.\n');
});

it('fails with every problem of the configuration', async () => {
  const line = new FakeCommandLine({}, {}, await project('conectors: {}\ntenants: {}\nmode: fast\n'));
  expect(await line.run('check')).toBe(1);
  expect(line.out).toMatch(/selvedge\.yaml:2:1: conectors: is no setting; did you mean "connectors"\?/);
  expect(line.out).toContain('2 problems found.');
});

it('fails with the lines of ranges and settings that lead nowhere, and shows the rest', async () => {
  const wrong = GOOD.replace('version: ^2.0.0', 'version: ^3.0.0').replace('account: "1"', 'acount: "1"');
  const good = await project(GOOD);
  const folder = await project(wrong.replace('tenants:', '  other: { version: ^1.0.0 }\ntenants:'));
  const line = new FakeCommandLine({}, {}, good);
  expect(await line.run('check', '--json', '--config', join(folder, 'selvedge.yaml'))).toBe(1);
  const report = JSON.parse(line.out);
  expect(report).toMatchObject({
    ok: false,
    file: join(folder, 'selvedge.yaml'),
    problems: [
      {
        code: 'CONNECTOR_OUT_OF_RANGE',
        path: 'connectors.acme-crm.candidate.version',
        position: { line: 3, column: 54 },
      },
      { code: 'CONNECTOR_NOT_FOUND', path: 'connectors.other.version', position: { line: 4, column: 21 } },
    ],
  });
});

it('warns when nobody can call and of a connector that no tenant is connected to; --strict makes that fail', async () => {
  const unused = 'connectors:\n  acme-crm: { version: ^1.0.0 }\ntenants:\n  acme: { connections: {} }\n';
  const line = new FakeCommandLine({}, {}, await project(unused));
  expect([await line.run('check'), line.err]).toEqual([0, '']);
  expect(line.out).toMatch(/Warning: .*clients: nobody can call: .*\[NOBODY_CAN_CALL\]/);
  expect(line.out).toMatch(/Warning: .*:3:13: connectors\.acme-crm: no tenant has a connection to it/);
  expect(line.out).toContain('selvedge.yaml can be served; 2 warnings.\n');
  expect(await line.run('check', '--strict')).toBe(1);
});

it('warns of ready answers without the cache that they are made of', async () => {
  const line = new FakeCommandLine(
    {},
    {},
    await project(`${GOOD}cache: { enabled: false, edge: { enabled: true } }\n`),
  );
  expect(await line.run('check')).toBe(0);
  expect(line.out).toMatch(/Warning: .*cache\.edge\.enabled: no answer is kept: .*\[EDGE_WITHOUT_CACHE\]/);
});

it('asks no client of a sandbox', async () => {
  const line = new FakeCommandLine({}, {}, await project(`${GOOD.replace(/issuers.*\n/, '')}mode: sandbox\n`));
  expect(await line.run('check', '--strict')).toBe(0);
});

it('says what a package of the connectors’ folder must write to be one', async () => {
  const folder = await project(
    GOOD.replace('acme-crm: { version', 'other: { version: ^1.0.0 }\n  acme-crm: { version'),
  );
  await mkdir(join(folder, 'connectors', 'other'));
  await writeFile(join(folder, 'connectors', 'other', 'package.json'), '{ "name": "x", "version": "1.0.0" }');
  const line = new FakeCommandLine({}, {}, folder);
  expect(await line.run('check')).toBe(1);
  expect(line.out).toMatch(
    /connectors\/other is a package, but its package\.json has no key "selvedge"; to make it a connector write "selvedge": \{"connector": "<its id>", "gateway": "\^\d+\.\d+\.\d+", "protocol": 1\}/,
  );
});

it('holds the settings of connections against what connectors declare', async () => {
  const line = new FakeCommandLine({}, {}, await project(GOOD.replace('account: "1"', 'acount: "1"')));
  expect(await line.run('check')).toBe(1);
  expect(line.out).toMatch(
    /:9:9: tenants\.acme\.connections\.acme-crm\.settings\.account: expected the setting that acme-crm \d\.0\.0 requires \(account number\), but it is missing \[CONNECTION_SETTING_MISSING\]/,
  );
  expect(line.out).toMatch(
    /:9:29: .*settings\.acount: is no setting of the connector, which has account \[CONNECTION_SETTING_UNKNOWN\]/,
  );
  expect(line.out).toMatch(/acme-crm +stable/);
});

it('mentions a package that cannot be read, and fails only where it is wanted', async () => {
  const folder = await project(GOOD);
  const broken = join(folder, 'connectors', 'broken');
  await mkdir(broken);
  await writeFile(join(broken, 'package.json'), '{ "name": "x", "version": "1.0.0", "selvedge": {} }');
  const line = new FakeCommandLine({}, {}, folder);
  expect(await line.run('check')).toBe(0);
  expect(line.out).toMatch(/Not read: .*broken: package\.json: selvedge\.connector/);
});

it('tells what a connector cannot add to the graph, at its version', async () => {
  const folder = await project(GOOD);
  const code = connectorCode(`${SETTINGS}, graph: 'extend type Query { acmeCrm: Int }'`);
  await writeInto(join(folder, 'connectors/crm/1.0.0/index.js'), code);
  const line = new FakeCommandLine({}, {}, folder);
  expect(await line.run('check')).toBe(1);
  expect(line.out).toMatch(
    /:\d+:\d+: connectors\.acme-crm\.version: .*expected Query\.acmeCrm to name what answers it; .*\[CONNECTOR_GRAPH_UNBOUND\]/,
  );
});

it('tells what the declared rollouts lead to, and fails for one that leads nowhere', async () => {
  const declared = (range: string) => GOOD.replace(/candidate: .* }/, `rollout: { version: ${range} } }`);
  const line = new FakeCommandLine({}, {}, await project(declared('^2.0.0')));
  expect([await line.run('check'), line.err]).toEqual([0, '']);
  expect(line.out).toContain(
    'Declared: a gateway that starts with this rolls acme-crm out from 1.0.0 to 2.0.0, unless it has;',
  );
  const same = new FakeCommandLine({}, {}, await project(declared('^1.0.0')));
  await same.run('check');
  expect(same.out).toContain('Declared: acme-crm 1.0.0 is the version in use already;');
  const nowhere = new FakeCommandLine({}, {}, await project(declared('^3.0.0')));
  expect(await nowhere.run('check')).toBe(1);
  expect(nowhere.out).toMatch(
    /:3:\d+: connectors\.acme-crm\.rollout\.version: .*\^3\.0\.0.*\[CONNECTOR_OUT_OF_RANGE\]/,
  );
});

it('tells how the store stands, and makes none', async () => {
  const folder = await project(GOOD);
  const line = new FakeCommandLine({}, {}, folder);
  expect(await line.run('check')).toBe(0);
  expect(line.out).toContain(`Store: ${join(folder, 'selvedge.db')}: the first start makes it\n`);
  expect(existsSync(join(folder, 'selvedge.db'))).toBe(false);
  await (await openStore({ location: { kind: 'file', file: join(folder, 'selvedge.db') } })).close();
  const again = new FakeCommandLine({}, {}, folder);
  expect(await again.run('check', '--json')).toBe(0);
  expect(JSON.parse(again.out)).toMatchObject({ store: { schema: 'current' }, warnings: [] });
  const database = new DatabaseSync(join(folder, 'selvedge.db'));
  database.exec("insert into selvedge_migrations values ('9999-later', 1)");
  database.close();
  const newer = new FakeCommandLine({}, {}, folder);
  expect(await newer.run('check')).toBe(1);
  expect(newer.out).toContain('used by a newer Selvedge, and this one does not touch it');
  expect(newer.out).toContain('[STORE_NEWER]');
});

it('warns of a store that cannot be reached from here', async () => {
  const away = `${GOOD}store: { databaseUrl: "postgres://me:secret@127.0.0.1:1/selvedge" }\n`;
  const line = new FakeCommandLine({}, {}, await project(away));
  expect(await line.run('check')).toBe(0);
  expect(line.out).toMatch(/Warning: .*store\.databaseUrl: .*\[STORE_UNUSABLE\]/);
  expect(line.out).not.toMatch(/secret|\[STORE_UNUSABLE\] \[/);
  const strict = new FakeCommandLine({}, {}, await project(away));
  expect(await strict.run('check', '--strict')).toBe(1);
});

it('prints a report for machines', async () => {
  const line = new FakeCommandLine({}, {}, await project(GOOD));
  expect(await line.run('check', '--json')).toBe(0);
  expect(JSON.parse(line.out)).toMatchObject({
    ok: true,
    problems: [],
    connectors: [
      { connector: 'acme-crm', role: 'stable', version: '1.0.0', capabilities: ['contact.byId'] },
      { connector: 'acme-crm', role: 'candidate', version: '2.0.0', weight: 10 },
    ],
  });
});

it('lists the connectors found and whether they can be used', async () => {
  const folder = await packagesFolder(
    { at: 'connectors/a', version: '1.0.0', manifest },
    { at: 'connectors/b', version: '1.10.0', manifest: { ...manifest, protocol: 2 } },
    { at: 'connectors/c', version: '1.9.0', manifest },
  );
  const line = new FakeCommandLine({}, {}, folder);
  expect(await line.run('connectors', 'list', '--directory', 'connectors')).toBe(0);
  const rows = line.out.split('\n').filter((row) => row.startsWith('acme-crm'));
  expect(rows.map((row) => row.split(/ {2,}/)[1])).toEqual(['1.0.0', '1.9.0', '1.10.0']);
  expect(rows[2]).toContain('no: it speaks protocol 2, this gateway speaks protocol 1');
  const json = new FakeCommandLine({}, {}, folder);
  await json.run('connectors', 'list', '--directory', 'connectors', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ gateway: GATEWAY_VERSION, unreadable: [] });
});

it('lists the connectors of the configuration’s folder, and tries each', async () => {
  const folder = await packagesFolder(
    { at: 'mine/a', version: '1.0.0', manifest },
    { at: 'mine/b', version: '1.1.0', manifest, code: 'throw new Error("no luck.");' },
    { at: 'mine/c', version: '1.2.0', manifest, code: 'export const connector = {};' },
  );
  await writeFile(join(folder, 'selvedge.yaml'), 'connectorsDirectory: mine\n');
  const line = new FakeCommandLine({}, {}, folder);
  expect(await line.run('connectors', 'list')).toBe(0);
  const usable = line.out.split('\n').filter((row) => row.startsWith('acme-crm'));
  expect(usable[0]).toMatch(/1\.0\.0 .* yes /);
  expect(usable[1]).toMatch(/1\.1\.0 .* no: expected to import .*, but it failed: no luck {2}/);
  expect(usable[2]).toMatch(
    /no: expected a connector as the default export \(see defineConnector\), but there is none/,
  );
  const other = new FakeCommandLine({}, {}, '/');
  await other.run('connectors', 'list', '--config', join(folder, 'selvedge.yaml'));
  expect(other.out).toContain('1.0.0');
  expect(await other.run('connectors', 'list', '--config', '/nowhere.yaml')).toBe(1);
  expect(other.err).toContain('/nowhere.yaml: expected a configuration file here, but there is none');
});

it('fails when a connector found cannot be read', async () => {
  const folder = await packagesFolder({ at: 'connectors/a', manifest: {} });
  const line = new FakeCommandLine({}, {}, folder);
  expect(await line.run('connectors', 'list', '--directory', 'connectors')).toBe(1);
  expect(line.err).toMatch(/Not read: .*selvedge\.connector/);
});
