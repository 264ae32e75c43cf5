import { expect, it } from 'vitest';
import { withOthersOf } from './join-scaling.ts';
import type { MeasuredDimension, ScalingResult } from './scaling-result.ts';

const dimension = (name: MeasuredDimension['name'], version: string): MeasuredDimension => ({
  name,
  from: 1,
  mostGrowth: 1.05,
  sizes: [],
  absent: [],
  at: '2026-11-01T00:00:00.000Z',
  version,
  rounds: 10,
  seconds: 1,
});
const result = (part: Partial<ScalingResult>): ScalingResult => ({
  node: '24.0.0',
  machine: '2 cores',
  query: 'Q3',
  dimensions: [],
  start: null,
  ...part,
});
const start = { connectors: 50, startMs: [700], at: '2026-11-01T00:00:00.000Z', version: 'old' };
const previous = result({ dimensions: [dimension('connectors', 'old'), dimension('tenants', 'old')], start });

it('keeps what was not measured again, in the common order', () => {
  const joined = withOthersOf(
    previous,
    result({ dimensions: [dimension('tenants', 'new'), dimension('fields', 'new')] }),
  );
  expect(joined.dimensions.map(({ name, version }) => [name, version])).toEqual([
    ['connectors', 'old'],
    ['fields', 'new'],
    ['tenants', 'new'],
  ]);
  expect(joined.start).toBe(start);
});

it('keeps nothing of another machine, version of Node or query', () => {
  const fresh = result({ dimensions: [dimension('tenants', 'new')] });
  for (const other of [{ machine: '8 cores' }, { node: '26.0.0' }, { query: 'Q1' }]) {
    expect(withOthersOf({ ...previous, ...other }, fresh)).toBe(fresh);
  }
});
