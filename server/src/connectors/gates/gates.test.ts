import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discoverPackages } from '../discover.js';
import { type LoadedConnector, loadConnector } from '../load.js';
import type { FoundPackage } from '../manifest.js';
import { connectorCode, packagesFolder, writeInto } from '../packages.fixture.js';
import { contractGate } from './contract-gate.js';
import { definitionGates } from './definition-gates.js';
import { integrityGate } from './integrity-gate.js';

async function loaded(version: string, overrides = '', at = `crm/${version}`): Promise<LoadedConnector> {
  const folder = await packagesFolder({ at, version, code: connectorCode(overrides) });
  const { found } = await discoverPackages([join(folder, at.split('/')[0] as string)]);
  return loadConnector(found[0] as FoundPackage);
}

const outcomes = (results: Awaited<ReturnType<typeof integrityGate>>[]) =>
  Object.fromEntries(results.map(({ gate, outcome }) => [gate, outcome]));

describe('what a candidate does', () => {
  it('passes where it is what stable does', async () => {
    const declared = "scopes: ['read'], personalData: ['Contact.emails'],";
    const [stable, candidate] = [await loaded('1.0.0', declared), await loaded('2.0.0', declared)];
    expect(outcomes([...definitionGates({ stable, candidate })])).toEqual({
      capabilities: 'passed',
      hosts: 'passed',
      scopes: 'passed',
      'personal-data': 'passed',
    });
  });

  it('is shown where it differs', async () => {
    const stable = await loaded('1.0.0', "scopes: ['read'], personalData: [], downloadHosts: ['files.acme.example'],");
    const candidate = await loaded(
      '2.0.0',
      `scopes: ['read', 'export'], personalData: ['Contact.phones'], baseUrl: 'https://new.acme.example',
       capabilities: { 'company.byId': { maxBatch: 1, run: async () => [] } },`,
    );
    const lines = Object.fromEntries(
      definitionGates({ stable, candidate }).map(({ gate, lines: told }) => [gate, told]),
    );
    expect(lines).toEqual({
      capabilities: ['company.byId is new.', expect.stringContaining('contact.byId is gone')],
      hosts: [
        expect.stringContaining('new.acme.example will be called'),
        expect.stringContaining('api.acme.example will be called no more'),
        expect.stringContaining('files.acme.example will be called no more'),
      ],
      scopes: [expect.stringContaining("vendor's scope export")],
      'personal-data': [expect.stringContaining('Contact.phones is personal data that stable does not handle')],
    });
  });

  it('is not taken for the same where it is not declared', async () => {
    const [stable, candidate] = [await loaded('1.0.0'), await loaded('2.0.0', "scopes: ['read'],")];
    const [scopes, personal] = definitionGates({ stable, candidate }).slice(2);
    expect(scopes).toMatchObject({
      outcome: 'shown',
      lines: [/stable does not declare/, /declares read/].map((each) => expect.stringMatching(each)),
    });
    expect(personal).toMatchObject({
      outcome: 'shown',
      lines: [expect.stringMatching(/stable and the candidate do not/)],
    });
  });
});

describe('the integrity of a candidate', () => {
  it('is refused when its files are no longer those that were loaded', async () => {
    const candidate = await loaded('1.0.0');
    expect(await integrityGate(candidate)).toMatchObject({
      outcome: 'unknown',
      lines: [expect.any(String), expect.stringContaining('nothing to compare with')],
    });
    await writeFile(join(candidate.directory, 'index.js'), connectorCode('concurrency: 1,'));
    expect(await integrityGate(candidate)).toMatchObject({
      outcome: 'refused',
      lines: [expect.stringContaining(candidate.fingerprint)],
    });
  });

  it('passes when npm has written down the version and the hash of its archive, and is refused when it was another version', async () => {
    const candidate = await loaded('1.0.0', '', 'node_modules/acme-crm');
    const lock = (version: string, integrity?: string) =>
      writeInto(
        join(candidate.directory, '../.package-lock.json'),
        JSON.stringify({ packages: { 'node_modules/acme-crm': { version, ...(integrity ? { integrity } : {}) } } }),
      );
    await lock('1.0.0', 'sha512-abc');
    expect(await integrityGate(candidate)).toMatchObject({
      outcome: 'passed',
      lines: [expect.any(String), expect.stringContaining('sha512-abc')],
    });
    await lock('1.0.0');
    expect(await integrityGate(candidate)).toMatchObject({
      outcome: 'unknown',
      lines: [expect.any(String), expect.stringContaining('without a hash to check')],
    });
    await lock('0.9.0', 'sha512-abc');
    expect(await integrityGate(candidate)).toMatchObject({
      outcome: 'refused',
      lines: [expect.stringContaining('Expected @acme/crm 0.9.0')],
    });
  });
});

describe('the contract suite’s record', () => {
  const record = (over: object = {}) =>
    JSON.stringify({ version: '1.0.0', suite: '0.1.0', passed: 12, skipped: [], ...over });

  it.each([
    ['none', null, 'unknown', /carries no selvedge-contract\.json/],
    ['one of this version', record(), 'passed', /12 checks of contract suite 0\.1\.0 passed/],
    ['one with checks left out', record({ skipped: ['contact.page (no vendor)'] }), 'shown', /Skipped: contact\.page/],
    ['one of another version', record({ version: '0.9.0' }), 'refused', /record of 1\.0\.0, but it is of 0\.9\.0/],
    ['one that nothing passed', record({ passed: 0 }), 'refused', /passed: /],
    ['anything else', '{', 'refused', /as the contract suite writes it/],
  ])('%s', async (_, text, outcome, line) => {
    const candidate = await loaded('1.0.0');
    if (text !== null) await writeFile(join(candidate.directory, 'selvedge-contract.json'), text);
    const result = await contractGate(candidate);
    expect([result.outcome, result.lines.join('\n')]).toEqual([outcome, expect.stringMatching(line)]);
  });
});
