import { describe, expect, it } from 'vitest';
import { importCircles } from './architecture/circles.js';
import { namelessFiles, overlongFiles, testsInSources } from './architecture/file-shape.js';
import { layerViolations } from './architecture/layers.js';
import { libraryViolations } from './architecture/libraries.js';
import { packageViolations, undeclaredImports } from './architecture/packages.js';
import { parseSource, readPackages, readSources } from './architecture/read-sources.js';
import { isForTests, type Package, type SourceFile } from './architecture/source-file.js';

const packages = await readPackages();
const files = await readSources(packages);
const sources = files.filter(({ path }) => !isForTests(path));

/** A file as the rules see it; a specifier that begins with "type " is a type import. */
const file = (path: string, ...specifiers: string[]): SourceFile => ({
  path,
  lines: 1,
  imports: specifiers.map((text) => ({ specifier: text.replace(/^type /, ''), typeOnly: text.startsWith('type ') })),
});
const workspace = (name: string, directory: string, dependencies: string[] = [], devDependencies: string[] = []) =>
  ({ name, directory, dependencies: new Set(dependencies), devDependencies: new Set(devDependencies) }) as Package;
const fixture = [
  workspace('@selvedge/schema', 'schema'),
  workspace('@selvedge/connector-api', 'plugins/connector-api'),
  workspace('@selvedge/hubspot-crm', 'plugins/hubspot-crm'),
  workspace('@selvedge/connector-hubspot', 'plugins/hubspot', ['zod'], ['@selvedge/schema']),
  workspace('@selvedge/connector-mailchimp', 'plugins/mailchimp'),
  workspace('@selvedge/sandbox', 'plugins/sandbox'),
  workspace('@selvedge/server', 'server'),
];

it('is judged by every source file of every package', () => {
  expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(fixture.map(({ name }) => name)));
  expect(sources.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'schema/src/contact.ts',
      'plugins/connector-api/src/connector.ts',
      'server/src/ports/source.ts',
    ]),
  );
});

describe('packages', () => {
  it('import each other only as the table allows', () => {
    expect(packageViolations(sources, packages)).toEqual([]);
  });

  it('declare what they import', () => {
    expect(undeclaredImports(sources, packages)).toEqual([]);
  });

  it.each([
    ['the schema imports anything of ours', file('schema/src/a.ts', 'type @selvedge/connector-api')],
    ["the authors' package imports values of the schema", file('plugins/connector-api/src/a.ts', '@selvedge/schema')],
    ['a connector imports the server', file('plugins/mailchimp/src/a.ts', 'type @selvedge/server')],
    ['a connector imports another connector', file('plugins/mailchimp/src/a.ts', '@selvedge/connector-hubspot')],
    ['a connector imports the wire of another vendor', file('plugins/mailchimp/src/a.ts', '@selvedge/hubspot-crm')],
    ['the server imports a connector', file('server/src/connectors/a.ts', '@selvedge/connector-hubspot')],
    ['the server outside its command line knows the local vendors', file('server/src/http/a.ts', '@selvedge/sandbox')],
    ['the local vendors import anything of ours', file('plugins/sandbox/src/a.ts', 'type @selvedge/schema')],
    ['a path leads into another package', file('plugins/mailchimp/src/a.ts', '../../hubspot/src/b.js')],
  ])('are told when %s', (_case, broken) => {
    expect(packageViolations([broken], fixture)).toHaveLength(1);
  });

  it('may import what the table allows', () => {
    const allowed = [
      file('plugins/connector-api/src/a.ts', 'type @selvedge/schema'),
      file('plugins/hubspot/src/a.ts', '@selvedge/connector-api', '@selvedge/hubspot-crm', 'type @selvedge/schema'),
      file('server/src/graph/a.ts', '@selvedge/schema', '@selvedge/connector-api'),
      file('server/src/cli/a.ts', '@selvedge/sandbox'),
    ];
    expect(packageViolations(allowed, fixture)).toEqual([]);
  });

  it('are told when they import what they do not declare, or declare it for development only', () => {
    const path = 'plugins/hubspot/src/a.ts';
    expect(undeclaredImports([file(path, 'zod', 'node:fs', 'type @selvedge/schema')], fixture)).toEqual([]);
    expect(undeclaredImports([file(path, '@selvedge/connector-api/testing')], fixture)).toEqual([
      `${path} imports @selvedge/connector-api: declare it in plugins/hubspot/package.json`,
    ]);
    expect(undeclaredImports([file(path, '@selvedge/schema')], fixture)).toHaveLength(1);
  });
});

describe('the folders of the server', () => {
  it('import only what is to their right', () => {
    expect(layerViolations(sources)).toEqual([]);
  });

  it.each([
    ['an inner folder imports an outer one', file('server/src/caching/a.ts', '../routing/b.js')],
    ['it imports even a type of an outer one', file('server/src/graph/a.ts', 'type ../operation/b.js')],
    ['a folder has no place in the table', file('server/src/misplaced/a.ts')],
    ['a folder imports one that has no place', file('server/src/http/a.ts', '../misplaced/b.js')],
    ['anything imports the composition root', file('server/src/http/a.ts', '../gateway.js')],
  ])('are told when %s', (_case, broken) => {
    expect(layerViolations([broken])).toHaveLength(1);
  });

  it('may import to the right, and the ports from anywhere', () => {
    const allowed = [
      file('server/src/gateway.ts', './http/a.js', './ports/index.js'),
      file('server/src/http/a.ts', './b.js', '../operation/c.js', 'type ../ports/source.js'),
      file('server/src/telemetry/a.ts', 'type ../ports/source.js'),
    ];
    expect(layerViolations(allowed)).toEqual([]);
  });
});

describe('libraries', () => {
  it('are used by their owners only', () => {
    expect(libraryViolations(sources)).toEqual([]);
  });

  it.each([
    ['one is used outside its folder', file('server/src/routing/a.ts', 'opossum')],
    ['even a type of it is', file('server/src/http/a.ts', 'type keyv')],
    ['a part of it is', file('server/src/graph/a.ts', '@apollo/server/plugin/usageReporting')],
    ['one has no owner', file('server/src/http/a.ts', 'left-pad')],
  ])('are told of when %s', (_case, broken) => {
    expect(libraryViolations([broken])).toHaveLength(1);
  });

  it('are free to their owners', () => {
    expect(libraryViolations([file('server/src/resilience/a.ts', 'opossum', 'undici', 'node:net')])).toEqual([]);
  });
});

describe('files', () => {
  it('import each other in no circle', () => {
    expect(importCircles(sources)).toEqual([]);
  });

  it('are told of a circle with the whole way around', () => {
    const circle = [
      file('a/x.ts', './y.js'),
      file('a/y.ts', 'type ../b/z.js'),
      file('b/z.ts', '../a/x.js'),
      file('b/w.ts', './z.js'),
    ];
    expect(importCircles(circle)).toEqual(['a/x.ts → a/y.ts → b/z.ts → a/x.ts']);
    expect(importCircles(circle.slice(1))).toEqual([]);
  });

  it('import nothing that is there for tests', () => {
    expect(testsInSources(sources)).toEqual([]);
    expect(testsInSources([file('a/x.ts', './y.fixture.js', './z.test.js', './tested.js')])).toHaveLength(2);
  });

  it('are named for what they hold', () => {
    expect(namelessFiles(files)).toEqual([]);
    const broken = ['a/utils.ts', 'a/helpers/x.ts', 'a/common.ts', 'a/misc.test.ts'].map((path) => file(path));
    expect(namelessFiles([...broken, file('a/utilisation.ts')])).toHaveLength(4);
  });

  it('hold one idea each', () => {
    expect(overlongFiles(files)).toEqual([]);
    const long = { ...file('a/long.ts'), lines: 301 };
    expect(overlongFiles([long, file('a/short.ts')])).toEqual([
      'a/long.ts has 301 lines, more than 300: split it by idea',
    ]);
    expect(overlongFiles([long], { 'a/long.ts': 'A table that is read as a whole.' })).toEqual([]);
    expect(overlongFiles([file('a/long.ts')], { 'a/long.ts': 'It was long.' })).toHaveLength(1);
  });
});

describe('the reader', () => {
  it('sees every kind of import, and which leave nothing at run time', () => {
    const text = `
      import 'effect';
      import def, { type A } from 'mixed';
      import type { B } from 'type-only';
      import { type C, type D } from 'all-types';
      export { e } from 'exported';
      export type { F } from 'exported-type';
      export * from 'everything';
      const lazy = import('dynamic'); const computed = import(name);
      // import 'commented'
    `;
    expect(parseSource('a.ts', text).imports).toEqual([
      { specifier: 'effect', typeOnly: false },
      { specifier: 'mixed', typeOnly: false },
      { specifier: 'type-only', typeOnly: true },
      { specifier: 'all-types', typeOnly: false },
      { specifier: 'exported', typeOnly: false },
      { specifier: 'exported-type', typeOnly: true },
      { specifier: 'everything', typeOnly: false },
      { specifier: 'dynamic', typeOnly: false },
    ]);
  });

  it('refuses what it cannot parse', () => {
    expect(() => parseSource('a.ts', 'import {')).toThrow(/Expected TypeScript in a\.ts/);
  });
});
