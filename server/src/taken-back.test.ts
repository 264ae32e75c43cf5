import { expect, it } from 'vitest';
import type { Configuration } from './config/index.js';
import { connectorCode, packagesFolder } from './connectors/packages.fixture.js';
import { createLiveSplits } from './live-splits.js';
import type { Assignment } from './rollouts/model/index.js';
import { versionsInUse } from './versions-in-use.js';

const TAKEN_BACK: Assignment = {
  rollout: 'r',
  revision: 4,
  connector: 'acme-crm',
  stable: '1.0.0',
  candidate: '1.1.0',
  weight: 0,
  shadowShare: 0,
  stickyBy: 'user',
  writes: false,
  countedStep: null,
  countedSinceMs: null,
  slowAfterMs: null,
  ended: 'taken-back',
};

/** The versions that a process begins with, by what is installed, configured and said by rollouts. */
async function versions(
  installed: readonly string[],
  range: string,
  assignments: readonly Assignment[] = [TAKEN_BACK],
) {
  // A version that was taken back is not even loaded.
  const code = (version: string) => (version === '1.1.0' ? 'throw new Error("1.1.0 runs");' : connectorCode());
  const folder = await packagesFolder(
    ...installed.map((version) => ({ at: `crm/${version}`, version, code: code(version) })),
  );
  const inUse = await versionsInUse({
    configuration: { connectors: { 'acme-crm': { version: range } }, tenants: {} } as unknown as Configuration,
    assignments,
    kept: null,
    directories: [`${folder}/crm`],
    conditions: [],
    gatewayVersion: '1.0.0',
  });
  const choice = inUse.catalogue.choices.get('acme-crm');
  return { stable: choice?.stable.version, candidate: choice?.candidate, unavailable: inUse.unavailable, inUse };
}

it('a version that was taken back stays away over restarts, although the range leads to it', async () => {
  await expect(versions(['1.0.0', '1.1.0'], '^1.0.0', [])).rejects.toThrow('1.1.0 runs');
  expect(await versions(['1.0.0', '1.1.0'], '^1.0.0')).toMatchObject({
    stable: '1.0.0',
    candidate: null,
    unavailable: [],
  });
});

it.each([
  ['another version is installed', ['1.0.0', '1.1.0', '1.2.0'], '^1.0.0', '1.2.0'],
  ['the range leads elsewhere', ['1.0.0', '1.1.0', '2.0.0'], '^2.0.0', '2.0.0'],
])('the configuration is followed again when %s', async (_, installed, range, stable) => {
  expect(await versions(installed, range)).toMatchObject({ stable, candidate: null, unavailable: [] });
});

it.each([
  ['the range means it and no other', ['1.0.0', '1.1.0'], '^1.1.0'],
  ['the version before it is not installed any more', ['1.1.0'], '^1.0.0'],
])('it is used when %s', async (_, installed, range) => {
  await expect(versions(installed, range)).rejects.toThrow('1.1.0 runs');
});

it('makes no split', async () => {
  const { inUse } = await versions(['1.0.0', '1.1.0'], '^1.0.0');
  const splits = createLiveSplits(inUse.catalogue.choices, new Map());
  splits.follow([TAKEN_BACK]);
  expect(splits.of('acme-crm')).toMatchObject({ stable: '1.0.0', candidate: null });
});

it('a promoted version is in use over restarts, beside the one that the range still leads to', async () => {
  const { ended: _, ...rest } = TAKEN_BACK;
  const promoted = { ...rest, candidate: '2.0.0', weight: 100, writes: true };
  const { inUse, stable } = await versions(['1.0.0', '2.0.0'], '^1.0.0', [promoted]);
  const splits = createLiveSplits(inUse.catalogue.choices, new Map());
  splits.follow([promoted]);
  expect(stable).toBe('1.0.0');
  expect(splits.of('acme-crm').candidate).toMatchObject({ version: '2.0.0', weight: 100 });
});
