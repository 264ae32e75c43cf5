import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Connector } from '@selvedge/connector-api';
import { personalFieldsOf } from '@selvedge/schema';
import { describe, expect, it } from 'vitest';

interface Manifest {
  name: string;
  files?: readonly string[];
  scripts?: Readonly<Record<string, string>>;
  selvedge?: { connector: string };
}

interface Bundled {
  name: string;
  manifest: Manifest;
  connector: Connector;
  /** What the connector's packages tell their users, all majors together: a later one refers to an earlier one. */
  readmes: string;
}

const PLUGINS = fileURLToPath(new URL('../plugins/', import.meta.url));
const manifests = globSync(`${PLUGINS}*/package.json`).map((file) => ({
  folder: file.slice(0, -'package.json'.length),
  manifest: JSON.parse(readFileSync(file, 'utf8')) as Manifest,
}));
const packages = manifests.filter(({ manifest }) => manifest.selvedge !== undefined);
const bundled: Bundled[] = await Promise.all(
  packages.map(async ({ folder, manifest }) => {
    const { default: connector } = (await import(pathToFileURL(`${folder}src/index.ts`).href)) as {
      default: Connector;
    };
    const siblings = packages.filter((each) => each.manifest.selvedge?.connector === manifest.selvedge?.connector);
    return {
      name: manifest.name,
      manifest,
      connector,
      readmes: siblings.map((each) => readFileSync(`${each.folder}README.md`, 'utf8')).join(),
    };
  }),
);

/** Input of the conversions that are sent on; the schema classes records only. */
const PERSONAL_INPUT = /^ConversionEvent\.(email|phone|externalId|clientIp|clientUserAgent|clickIds)$/;

it('there are 16 bundled connectors', () => {
  expect(bundled).toHaveLength(16);
});

describe.each(bundled)('$name declares', ({ manifest, connector: { scopes, personalData }, readmes }) => {
  it('that its package carries the record of a contract suite that ran when it was packed', () => {
    expect(manifest.files).toContain('selvedge-contract.json');
    expect(manifest.scripts).toEqual({
      prepack: 'node ../../test/record-contract.mjs',
      postpack: 'node ../../test/record-contract.mjs --forget',
    });
  });

  it('the scopes that its README asks for', () => {
    expect(scopes).toBeDefined();
    for (const scope of scopes ?? []) expect(readmes).toContain(scope);
  });

  it('personal data by fields that are personal', () => {
    expect(personalData).toBeDefined();
    for (const coordinate of personalData ?? []) {
      const [kind = '', field = ''] = coordinate.split('.');
      expect([coordinate, personalFieldsOf(kind).includes(field) || PERSONAL_INPUT.test(coordinate)]).toEqual([
        coordinate,
        true,
      ]);
    }
  });
});
