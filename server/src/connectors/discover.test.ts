import { realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { discoverPackages } from './discover.js';
import { packagesFolder, writeInto } from './packages.fixture.js';

it('finds packages in folders, scopes and version folders, and leaves other packages alone', async () => {
  const folder = await packagesFolder(
    { at: 'plain', version: '1.0.0' },
    { at: '@acme/scoped', version: '1.1.0' },
    { at: 'versioned/2.0.0', version: '2.0.0' },
    { at: 'versioned/2.1.0', version: '2.1.0' },
    { at: '@acme/versioned/3.0.0', version: '3.0.0' },
    { at: '.cache/hidden', version: '9.0.0' },
    { at: 'plain/node_modules/inner', version: '9.0.0' },
  );
  await writeInto(join(folder, 'lodash', 'package.json'), '{ "name": "lodash", "version": "4.0.0" }');
  await writeInto(join(folder, 'README.md'), 'no package');
  await writeInto(join(folder, 'node_modules', 'zod', 'package.json'), '{ "name": "zod", "version": "4.0.0" }');
  const { found, broken, unmarked } = await discoverPackages([folder]);
  expect(unmarked).toEqual([{ directory: await realpath(join(folder, 'lodash')) }]);
  expect(found.map(({ version }) => version).sort()).toEqual(['1.0.0', '1.1.0', '2.0.0', '2.1.0', '3.0.0']);
  expect(broken).toEqual([]);
});

it('reads what a package says of itself', async () => {
  const folder = await packagesFolder({ at: 'crm', version: '1.2.3' });
  expect((await discoverPackages([folder])).found).toEqual([
    {
      id: 'acme-crm',
      version: '1.2.3',
      packageName: '@acme/crm',
      directory: await realpath(join(folder, 'crm')),
      gateway: '^1.0.0',
      protocol: 1,
    },
  ]);
});

it('finds a linked package once', async () => {
  const folder = await packagesFolder({ at: 'plugins/crm' });
  await writeInto(join(folder, 'node_modules', '@acme', 'notes.txt'), '');
  await symlink(join(folder, 'plugins', 'crm'), join(folder, 'node_modules', '@acme', 'crm'));
  const { found } = await discoverPackages([join(folder, 'node_modules'), join(folder, 'plugins')]);
  expect(found).toHaveLength(1);
});

it('finds nothing in a folder that is not there, and passes over a dangling link', async () => {
  const folder = await packagesFolder();
  await symlink(join(folder, 'gone'), join(folder, 'dangling'));
  expect(await discoverPackages([join(folder, 'none'), folder])).toEqual({ found: [], broken: [], unmarked: [] });
});

it.each([
  ['id', { connector: 'Acme', gateway: '^1.0.0', protocol: 1 }, 'selvedge.connector: expected lower-case letters'],
  ['gateway range', { connector: 'acme', gateway: 'one', protocol: 1 }, 'selvedge.gateway: expected a semver range'],
  ['protocol', { connector: 'acme', gateway: '^1.0.0' }, 'selvedge.protocol'],
  ['manifest', 'acme', 'selvedge: '],
])('reports a connector with a broken %s', async (_, manifest, problem) => {
  const folder = await packagesFolder({ at: 'crm', name: '@acme/broken', manifest });
  const { found, broken } = await discoverPackages([folder]);
  expect(found).toEqual([]);
  expect(broken).toEqual([
    {
      packageName: '@acme/broken',
      directory: await realpath(join(folder, 'crm')),
      problem: expect.stringContaining(problem),
    },
  ]);
});

it('reports a connector whose package.json is not JSON, and no other such package', async () => {
  const folder = await packagesFolder();
  await writeInto(join(folder, 'crm', 'package.json'), '{ "selvedge": {');
  await writeInto(join(folder, 'other', 'package.json'), '{ "name": ');
  const { broken } = await discoverPackages([folder]);
  expect(broken).toMatchObject([{ packageName: null, problem: 'package.json is not JSON' }]);
});

it('reports a version that is not exact', async () => {
  const folder = await packagesFolder({ at: 'crm', version: 'v1' });
  expect((await discoverPackages([folder])).broken[0]?.problem).toContain('version: expected an exact semver version');
});
