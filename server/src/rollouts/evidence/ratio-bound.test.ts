import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Random } from '../simulation/random.js';
import {
  HIGHEST_RATIO,
  isShownBelow,
  lnEvidenceBelow,
  ratioUpperEnd,
  type Strata,
  type Stratum,
} from './ratio-bound.js';

const open = (strata: readonly Stratum[]): Strata => ({ settled: [], open: strata });

/** Whether the upper end is ever below the true ratio, in 400 bad events read after each. */
function everMisses(random: Random, ratio: number, error: number): boolean {
  const strata: { candidateBad: number; bad: number; share: number }[] = [];
  for (const share of [0.05, 0.25]) {
    const stratum = { candidateBad: 0, bad: 0, share };
    strata.push(stratum);
    const theta = (share * ratio) / (share * ratio + 1 - share);
    for (let event = 0; event < 200; event++) {
      stratum.bad += 1;
      if (random.next() < theta) stratum.candidateBad += 1;
      if (isShownBelow(ratio, open(strata), error)) return true;
    }
  }
  return false;
}

describe('the upper end of the ratio', () => {
  it.each([0.5, 1, 2])('is below a true ratio of %f in no more runs than allowed, read after every event', (ratio) => {
    const random = new Random(7);
    const missed = Array.from({ length: 400 }, () => everMisses(random, ratio, 0.1)).filter(Boolean).length;
    expect(missed).toBeLessThanOrEqual(40);
    expect(missed).toBeGreaterThan(0);
  });

  it('comes down to the ratio with more events, whatever the weight', () => {
    const of = (share: number, bad: number): Stratum => ({ share, bad, candidateBad: Math.round(share * bad) });
    const ends = [100, 1_000, 10_000].map((bad) => ratioUpperEnd(open([of(0.25, bad / 2), of(0.5, bad / 2)]), 0.05));
    expect(ends[0]).toBeGreaterThan(ends[1] ?? 0);
    expect(ends[1]).toBeGreaterThan(ends[2] ?? 0);
    expect(ends[2]).toBeGreaterThan(1);
    expect(ends[2]).toBeLessThan(1.2);
  });

  it('is the same whether what was counted is settled or not, and settled counts are worked out once', () => {
    const strata = Array.from({ length: 1_000 }, (_, at) => ({ share: 0.2 + at / 5_000, bad: 20, candidateBad: 5 }));
    const last = { share: 0.5, bad: 40, candidateBad: 21 };
    const settled = { settled: strata, open: [last] };
    expect(ratioUpperEnd(settled, 0.05)).toBeCloseTo(ratioUpperEnd(open([...strata, last]), 0.05), 9);
    const logarithms = vi.spyOn(Math, 'log');
    const worked = (strata: Strata): number => {
      const before = logarithms.mock.calls.length;
      ratioUpperEnd(strata, 0.05);
      return logarithms.mock.calls.length - before;
    };
    const first = worked({ ...settled, settled: [...settled.settled] });
    expect(worked({ ...settled, open: [{ ...last, candidateBad: 22 }] })).toBeLessThan(first / 3);
    expect(worked(settled)).toBeLessThan(first / 100);
    logarithms.mockRestore();
  });

  it('is unknown while nothing was counted', () => {
    expect(ratioUpperEnd(open([]), 0.05)).toBe(HIGHEST_RATIO);
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
        const told = [0.5, 1, 2, 5].map((ratio) => lnEvidenceBelow(ratio, open(strata)));
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
