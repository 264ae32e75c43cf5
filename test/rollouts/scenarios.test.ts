import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRolloutBench, type RolloutBench } from './rollout-bench.js';
import { SCENARIOS } from './scenarios/index.js';

let bench: RolloutBench;
beforeEach(async () => {
  bench = await createRolloutBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a rollout among real callers', () => {
  it.each(SCENARIOS)(
    '$what: $expected',
    async ({ run }) => {
      const { requests, shortfalls, outcome } = await run(bench);
      expect(shortfalls, outcome).toEqual([]);
      expect(requests).toBeGreaterThan(0);
    },
    480_000,
  );
});
