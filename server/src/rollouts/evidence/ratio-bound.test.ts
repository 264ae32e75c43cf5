import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../simulation/random.js';
import { HIGHEST_RATIO, isShownBelow, lnEvidenceBelow, ratioUpperEnd, type Stratum } from './ratio-bound.js';

/** Whether the upper end is ever below the true ratio, in 400 bad events read after each. */
function everMisses(random: Random, ratio: number, confidence: number): boolean {
  const strata: { candidateBad: number; bad: number; share: number }[] = [];
  for (const share of [0.05, 0.25]) {
    const stratum = { candidateBad: 0, bad: 0, share };
    strata.push(stratum);
    const theta = (share * ratio) / (share * ratio + 1 - share);
    for (let event = 0; event < 200; event++) {
      stratum.bad += 1;
      if (random.next() < theta) stratum.candidateBad += 1;
      if (isShownBelow(ratio, strata, confidence)) return true;
    }
  }
  return false;
}

describe('the upper end of the ratio', () => {
  it.each([0.5, 1, 2])(
    'is below a true ratio of %f in no more runs than the confidence leaves, read after every event',
    (ratio) => {
      const random = new Random(7);
      const missed = Array.from({ length: 400 }, () => everMisses(random, ratio, 0.9)).filter(Boolean).length;
      expect(missed).toBeLessThanOrEqual(40);
      expect(missed).toBeGreaterThan(0);
    },
  );

  it('comes down to the ratio with more events, whatever the weight', () => {
    const of = (share: number, bad: number): Stratum => ({ share, bad, candidateBad: Math.round(share * bad) });
    const ends = [100, 1_000, 10_000].map((bad) => ratioUpperEnd([of(0.25, bad / 2), of(0.5, bad / 2)], 0.95));
    expect(ends[0]).toBeGreaterThan(ends[1] ?? 0);
    expect(ends[1]).toBeGreaterThan(ends[2] ?? 0);
    expect(ends[2]).toBeGreaterThan(1);
    expect(ends[2]).toBeLessThan(1.2);
  });

  it('is unknown while nothing was counted', () => {
    expect(ratioUpperEnd([], 0.95)).toBe(HIGHEST_RATIO);
  });

  it('is a number and rises with the ratio asked for, at any counts', () => {
    const stratum = fc
      .tuple(
        fc.nat(10_000_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1e-6, max: 0.999999, noNaN: true }),
      )
      .map(([bad, part, share]) => ({ bad, candidateBad: Math.floor(bad * part), share }));
    fc.assert(
      fc.property(fc.array(stratum, { maxLength: 4 }), (strata) => {
        const told = [0.5, 1, 2, 5].map((ratio) => lnEvidenceBelow(ratio, strata));
        expect(told.every(Number.isFinite)).toBe(true);
        for (let at = 1; at < told.length; at++) {
          const [before, now] = [told[at - 1] ?? 0, told[at] ?? 0];
          expect(now).toBeGreaterThanOrEqual(before - 1e-8 * Math.max(1, Math.abs(before)));
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
