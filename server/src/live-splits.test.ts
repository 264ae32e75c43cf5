import { expect, it } from 'vitest';
import type { ConnectorChoice } from './connectors/index.js';
import { createLiveSplits } from './live-splits.js';
import type { Assignment } from './rollouts/model/index.js';

const connector = (version: string) => ({ id: 'crm', version }) as ConnectorChoice['stable'];
const choices = (stable: string, candidate: string | null) =>
  new Map([
    [
      'crm',
      {
        id: 'crm',
        stable: connector(stable),
        candidate: candidate === null ? null : { connector: connector(candidate), weight: 0 },
      },
    ],
  ]);
const assignment = (over: Partial<Assignment> = {}): Assignment => ({
  rollout: 'r',
  revision: 1,
  connector: 'crm',
  stable: '1.0.0',
  candidate: '2.0.0',
  weight: 25,
  shadowShare: 0,
  stickyBy: 'tenant',
  writes: false,
  countedStep: 0,
  countedSinceMs: null,
  slowAfterMs: null,
  ...over,
});

it('the split is one object, which follows the rollouts as far as their versions are loaded', () => {
  const splits = createLiveSplits(choices('1.0.0', '2.0.0'), new Map());
  const split = splits.of('crm');
  expect(split).toMatchObject({ stable: '1.0.0', candidate: null });
  splits.follow([assignment()]);
  expect(split.candidate).toMatchObject({ version: '2.0.0', weight: 25, stickyBy: 'tenant' });
  splits.follow([assignment({ weight: 100 })]);
  expect(split.candidate).toMatchObject({ weight: 100 });
  splits.follow([assignment({ candidate: '3.0.0' })]);
  expect(split.candidate).toBeNull();
  splits.follow([]);
  expect(split.candidate).toBeNull();
  expect(splits.of('crm')).toBe(split);
});

it('a rollout goes before the configuration’s own candidate, which is back when it has ended', () => {
  const configured = { version: '2.0.0', weight: 5, stickyBy: 'user' } as const;
  const splits = createLiveSplits(choices('1.0.0', '2.0.0'), new Map([['crm', configured]]));
  splits.follow([assignment({ weight: 50 })]);
  expect(splits.of('crm').candidate?.weight).toBe(50);
  splits.follow([]);
  expect(splits.of('crm').candidate).toEqual(configured);
});

it('a version that was taken back is no configured candidate either', () => {
  const configured = { version: '2.0.0', weight: 25, stickyBy: 'client' } as const;
  const splits = createLiveSplits(choices('1.0.0', '2.0.0'), new Map([['crm', configured]]));
  splits.follow([assignment({ weight: 0, ended: 'taken-back' })]);
  expect(splits.of('crm').candidate).toBeNull();
  splits.follow([assignment({ candidate: '1.9.0', weight: 0, ended: 'taken-back' })]);
  expect(splits.of('crm').candidate).toEqual(configured);
});

it('a rollout that the configuration has overtaken no longer matters, and one from another version is not followed', () => {
  const overtaken = createLiveSplits(choices('2.0.0', null), new Map());
  overtaken.follow([assignment({ weight: 100 })]);
  expect(overtaken.of('crm')).toMatchObject({ stable: '2.0.0', candidate: null });
  const other = createLiveSplits(choices('1.1.0', '2.0.0'), new Map());
  other.follow([assignment({ weight: 100 })]);
  expect(other.of('crm').candidate).toBeNull();
});
