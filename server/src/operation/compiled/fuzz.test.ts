import { expect, it } from 'vitest';
import { fuzzCase } from './testing/fuzz-case.js';
import { withUnheardRejections } from './testing/unheard-rejections.js';

const CASES = 2_000;

it(`compiled plans answer as graphql-js does, in ${CASES} generated cases`, { timeout: 120_000 }, async () => {
  const first = Math.floor(Math.random() * 1_000_000_000);
  const counts = { same: 0, 'not planned': 0, invalid: 0, different: 0 };
  const differences: string[] = [];
  const { unheard } = await withUnheardRejections(async () => {
    for (let seed = first; seed < first + CASES; seed++) {
      const verdict = await fuzzCase(seed);
      counts[verdict.is] += 1;
      if (verdict.is === 'different') differences.push(`seed ${seed}: ${verdict.what}`);
    }
  });
  expect(unheard).toEqual([]);
  expect(differences).toEqual([]);
  // The cases must be about plans.
  expect(counts.same).toBeGreaterThan(CASES / 2);
});
