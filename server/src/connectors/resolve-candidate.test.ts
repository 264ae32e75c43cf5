import { expect, it } from 'vitest';
import type { FoundPackage } from './manifest.js';
import { resolveCandidate } from './resolve-candidate.js';

const found = (...versions: string[]): FoundPackage[] =>
  versions.map((version) => ({
    id: 'crm',
    version,
    packageName: `crm-${version}`,
    directory: `/${version}`,
    gateway: version.startsWith('9.') ? '^7.0.0' : '*',
    protocol: 1,
  }));

const wish = (range: string, connector = 'crm', versions = ['1.0.0', '1.1.0', '2.0.0', '9.0.0']) =>
  resolveCandidate({
    connector,
    range,
    stable: new Map([['crm', { version: '1.0.0' }]]),
    found: found(...versions),
    gatewayVersion: '0.1.0',
  });

it('is the newest version in the range that is not stable', () => {
  expect(wish('^1.0.0').version).toBe('1.1.0');
  expect(wish('>=1 <9').version).toBe('2.0.0');
});

it.each([
  ['^1.0.0', 'ads', 'ROLLOUT_CONNECTOR_UNKNOWN', /in use \(crm\), got "ads"/],
  ['1.0.0', 'crm', 'ROLLOUT_CANDIDATE_IS_STABLE', /leads to 1\.0\.0 alone. Choose one of 1\.1\.0, 2\.0\.0, 9\.0\.0/],
  ['^4.0.0', 'crm', 'ROLLOUT_VERSION_UNKNOWN', /expected a version in \^4\.0\.0, but found 1\.0\.0 \(in use\), /],
  ['9.0.0', 'crm', 'ROLLOUT_VERSION_UNKNOWN', /it works with gateways \^7\.0\.0/],
  ['newest', 'crm', 'ROLLOUT_VERSION_UNKNOWN', /expected a semver range/],
])('refuses %s of %s: %s, naming what there is', (range, connector, code, message) => {
  expect(() => wish(range, connector)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

it('says that the version in use is the only one, where it is', () => {
  expect(() => wish('^9.0.0', 'crm', ['1.0.0'])).toThrow(
    'expected a version in ^9.0.0, but 1.0.0, which is in use, is the only one installed. Install a version in ^9.0.0',
  );
});
