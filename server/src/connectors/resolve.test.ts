import { describe, expect, it } from 'vitest';
import { ConnectorResolutionError } from './errors.js';
import type { FoundPackage } from './manifest.js';
import { resolveRange } from './resolve.js';

const GATEWAY = '1.4.0';

function found(version: string, overrides: Partial<FoundPackage> = {}): FoundPackage {
  return {
    id: 'acme-crm',
    version,
    packageName: '@acme/crm',
    directory: `/connectors/${version}`,
    gateway: '^1.0.0',
    protocol: 1,
    ...overrides,
  };
}

function refusal(packages: readonly FoundPackage[], range: string, gateway = GATEWAY): ConnectorResolutionError {
  try {
    resolveRange(packages, 'acme-crm', range, gateway);
  } catch (error) {
    if (error instanceof ConnectorResolutionError) return error;
    throw error;
  }
  throw new Error('expected a ConnectorResolutionError');
}

const chosen = (packages: readonly FoundPackage[], range: string, gateway = GATEWAY) =>
  resolveRange(packages, 'acme-crm', range, gateway).version;

it('takes the newest version in range, by number and not by text', () => {
  expect(chosen([found('1.9.0'), found('1.10.0'), found('2.0.0')], '^1.0.0')).toBe('1.10.0');
});

it('takes an older version where the newest does not work with this gateway', () => {
  const packages = [found('1.2.0', { protocol: 2 }), found('1.1.0', { gateway: '^2.0.0' }), found('1.0.0')];
  expect(chosen(packages, '^1.0.0')).toBe('1.0.0');
});

it('takes the package found first where two carry one version', () => {
  const packages = [found('1.0.0', { directory: '/near' }), found('1.0.0', { directory: '/far' })];
  expect(resolveRange(packages, 'acme-crm', '^1.0.0', GATEWAY).directory).toBe('/near');
});

it('goes by id across differently named packages', () => {
  const packages = [found('1.0.0', { packageName: '@acme/crm-v1' }), found('2.0.0'), found('2.5.0', { id: 'other' })];
  expect(chosen(packages, '^2.0.0')).toBe('2.0.0');
});

describe('prereleases', () => {
  const packages = [found('2.1.0'), found('3.0.0-rc.1'), found('3.0.0-rc.2')];

  it('are not taken by a range of releases', () => {
    expect(chosen(packages, '>=2.0.0')).toBe('2.1.0');
    expect(refusal(packages, '^3.0.0')).toMatchObject({ code: 'CONNECTOR_OUT_OF_RANGE' });
  });

  it('are taken by exact version or by a range that names one', () => {
    expect(chosen(packages, '3.0.0-rc.1')).toBe('3.0.0-rc.1');
    expect(chosen(packages, '^3.0.0-0')).toBe('3.0.0-rc.2');
  });

  it('are what the message says to name', () => {
    expect(refusal(packages, '^3').message).toBe(
      'Connector "acme-crm": expected a version in ^3, but found 3.0.0-rc.2 (@acme/crm: a prerelease, which ^3 does not take), ' +
        '3.0.0-rc.1 (@acme/crm: a prerelease, which ^3 does not take), 2.1.0 (@acme/crm: out of range). ' +
        'Choose "3.0.0-rc.2", or "^3.0.0-0" to take what follows it as well.',
    );
  });

  it('of the gateway count as its own line', () => {
    expect(chosen([found('1.0.0')], '^1.0.0', '1.5.0-rc.1')).toBe('1.0.0');
    expect(refusal([found('1.0.0')], '^1.0.0', '2.0.0-rc.1').code).toBe('CONNECTOR_INCOMPATIBLE');
  });
});

describe('refusals', () => {
  it('name the connectors that were found instead', () => {
    const error = refusal([found('1.0.0', { id: 'mailchimp' }), found('1.0.0', { id: 'hubspot' })], '^1.0.0');
    expect(error).toMatchObject({ code: 'CONNECTOR_NOT_FOUND', connector: 'acme-crm' });
    expect(error.message).toBe(
      'Connector "acme-crm": expected a package with a version in ^1.0.0, but the connectors found are hubspot, mailchimp. ' +
        'Install one whose package.json says "selvedge": {"connector": "acme-crm"}, or take it out of the configuration.',
    );
    expect(refusal([], '^1.0.0').message).toContain('no connector at all was found');
  });

  it('name wanted range, found versions and the one to choose', () => {
    const error = refusal([found('1.0.0'), found('2.3.0'), found('2.4.0', { protocol: 2 })], '^3.0.0');
    expect(error.code).toBe('CONNECTOR_OUT_OF_RANGE');
    expect(error.message).toBe(
      'Connector "acme-crm": expected a version in ^3.0.0, but found 2.4.0 (@acme/crm: out of range), 2.3.0 (@acme/crm: out of range), ' +
        '1.0.0 (@acme/crm: out of range). Choose "^2.3.0", or install a version in ^3.0.0.',
    );
  });

  it('say why each version in range does not work with this gateway', () => {
    const error = refusal([found('1.0.0', { gateway: '^2.0.0' }), found('1.1.0', { protocol: 2 })], '^1.0.0');
    expect(error.code).toBe('CONNECTOR_INCOMPATIBLE');
    expect(error.message).toBe(
      'Connector "acme-crm": expected a version in ^1.0.0, but found 1.1.0 (@acme/crm: it speaks protocol 2, this gateway speaks protocol 1), ' +
        '1.0.0 (@acme/crm: it works with gateways ^2.0.0, this one is 1.4.0). Install a version that works with gateway 1.4.0.',
    );
  });

  it.each(['latest', 'one', '^1.x.y.z'])('name what is no range: %s', (range) => {
    const error = refusal([found('1.0.0')], range);
    expect(error.code).toBe('CONNECTOR_RANGE_INVALID');
    expect(error.message).toContain(`but got "${range}"`);
  });
});
