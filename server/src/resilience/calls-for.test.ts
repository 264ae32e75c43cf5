import { expect, it } from 'vitest';
import { callsFor } from './calls-for.js';

it.each([
  [0, 0],
  [1, 1],
  [100, 1],
  [101, 2],
  [1_000, 10],
])('%i inputs in batches of 100 take %i calls', (inputs, calls) => {
  expect(callsFor(inputs, { maxBatch: 100 })).toBe(calls);
});

it('a vendor that needs several calls for a batch is reckoned so, the last batch by its own size', () => {
  const callsPerBatch = (inputs: number) => inputs + 1;
  expect(callsFor(52, { maxBatch: 25, callsPerBatch })).toBe(26 + 26 + 3);
});
