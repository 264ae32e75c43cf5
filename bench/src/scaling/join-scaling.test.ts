import { expect, it } from 'vitest';
import { DIMENSIONS, type Dimension, withSizes } from './dimension.ts';
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
  starts: 1,
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

it('is never joined with what was measured on another machine, version of Node or query', () => {
  const fresh = result({ dimensions: [dimension('tenants', 'new')] });
  for (const other of [{ machine: '8 cores' }, { node: '26.0.0' }, { query: 'Q1' }]) {
    expect(() => withOthersOf({ ...previous, ...other }, fresh)).toThrow(
      /^Expected \w+ .*, as connectors, start were measured with/,
    );
  }
});

it('sizes of one’s own are those of the dimension, and have the one that others are compared with', () => {
  const tenants = DIMENSIONS.find(({ name }) => name === 'tenants') as Dimension;
  expect(withSizes(tenants, undefined)).toBe(tenants);
  expect(withSizes(tenants, [10, 500]).sizes).toEqual([10, 500]);
  expect(() => withSizes(tenants, [1, 1_000])).toThrow('Expected 10 among the sizes of tenants');
});
