import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../simulation/random.js';
import { wilson } from '../simulation/wilson.js';
import { isRateBelow, lnEvidenceBelowRate, rateUpperEnd } from './rate-bound.js';

/** Whether the upper end is ever below the true rate, in 2,000 events read after each. */
function everMisses(random: Random, rate: number, error: number): boolean {
  let bad = 0;
  for (let events = 1; events <= 2_000; events++) {
    if (random.next() < rate) bad += 1;
    if (isRateBelow(rate, { events, bad }, error)) return true;
  }
  return false;
}

describe('the upper end of the rate', () => {
  it.each([0.005, 0.02, 0.2])(
    'is below a true rate of %f in no more runs than allowed, read after every event',
    (rate) => {
      const random = new Random(11);
      const missed = Array.from({ length: 400 }, () => everMisses(random, rate, 0.1)).filter(Boolean).length;
      expect(wilson(missed, 400).low).toBeLessThanOrEqual(0.1);
      expect(missed).toBeGreaterThan(0);
    },
  );

  it('without a failure comes close to what a single look would say, ln(1/error) / events', () => {
    for (const events of [1_000, 10_000]) {
      const end = rateUpperEnd({ events, bad: 0 }, 0.01);
      expect(end).toBeGreaterThan(Math.log(100) / events - 1e-6);
      expect(end).toBeLessThan(1.2 * (Math.log(100) / events));
    }
  });

  it('comes down to the rate with more events', () => {
    const ends = [1_000, 10_000, 100_000].map((events) => rateUpperEnd({ events, bad: events / 500 }, 0.01));
    expect(ends[0]).toBeGreaterThan(ends[1] ?? 0);
    expect(ends[1]).toBeGreaterThan(ends[2] ?? 0);
    expect(ends[2]).toBeGreaterThan(0.002);
    expect(ends[2]).toBeLessThan(0.003);
  });

  it('is unknown while nothing was counted', () => {
    expect(rateUpperEnd({ events: 0, bad: 0 }, 0.01)).toBeGreaterThan(0.99);
  });

  it('is a number and rises with the rate asked for, at any counts', () => {
    const counts = fc
      .tuple(fc.nat(10_000_000), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([events, part]) => ({ events, bad: Math.floor(events * part) }));
    fc.assert(
      fc.property(counts, (side) => {
        const told = [1e-6, 0.005, 0.1, 0.9].map((rate) => lnEvidenceBelowRate(rate, side));
        expect(told.every(Number.isFinite)).toBe(true);
        for (let at = 1; at < told.length; at++) expect(told[at]).toBeGreaterThanOrEqual((told[at - 1] ?? 0) - 1e-6);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
