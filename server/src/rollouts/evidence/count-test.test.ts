import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lnEvidence } from './count-test.js';

/** E by Simpson's rule on a logarithmic scale of θ: nothing in common with the closed form but the formula's left side. */
function integrated(candidateBad: number, bad: number, share: number, toleratedRatio: number): number {
  const tolerated = (share * toleratedRatio) / (share * toleratedRatio + 1 - share);
  const [a, b] = [20 * tolerated, 20 * (1 - tolerated)];
  const priorAt = (theta: number) => (a - 1) * Math.log(theta) + (b - 1) * Math.log1p(-theta);
  const ratioAt = (theta: number) =>
    candidateBad * Math.log(theta / tolerated) + (bad - candidateBad) * (Math.log1p(-theta) - Math.log1p(-tolerated));
  return simpson((theta) => priorAt(theta) + ratioAt(theta), tolerated) - simpson(priorAt, tolerated);
}

/** ln ∫ from `low` to 1 of e^f, with θ = low + (1 − low)·(1 − u³)³, which flattens what is infinite at 1. */
function simpson(lnOf: (theta: number) => number, low: number): number {
  const steps = 40_000;
  const values = Array.from({ length: steps - 1 }, (_, index) => {
    const u = (index + 1) / steps;
    const inner = 1 - u ** 3;
    const theta = low + (1 - low) * inner ** 3;
    return lnOf(theta) + Math.log((1 - low) * 9 * inner ** 2 * u ** 2) + Math.log(index % 2 === 0 ? 4 : 2);
  }).filter((value) => !Number.isNaN(value));
  const most = values.reduce((one, other) => Math.max(one, other));
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0) / (3 * steps));
}

it.each([
  [0, 1, 0.1, 1.5],
  [3, 4, 0.01, 1],
  [12, 60, 0.1, 1.5],
  [40, 60, 0.5, 1.5],
  [2, 80, 0.25, 1],
  [300, 2_000, 0.1, 1.5],
  [5_300, 10_000, 0.5, 1],
])('agrees with numeric integration: %i of %i bad events, share %f, ratio %f', (candidateBad, bad, share, ratio) => {
  const closed = lnEvidence({ candidateBad, bad, share, toleratedRatio: ratio });
  expect(closed).toBeCloseTo(integrated(candidateBad, bad, share, ratio), 4);
});

it('is no evidence where nothing was bad or the share is not one of two sides', () => {
  for (const share of [0, 0.3, 1]) expect(lnEvidence({ candidateBad: 0, bad: 0, share, toleratedRatio: 1 })).toBe(0);
  for (const share of [0, 1]) expect(lnEvidence({ candidateBad: 4, bad: 9, share, toleratedRatio: 1 })).toBe(0);
});

it('has a mean of exactly 1 over all that a just tolerated candidate can do', () => {
  const [bad, share, toleratedRatio] = [30, 0.2, 1.5];
  const tolerated = 0.3 / 1.1;
  let [mean, choose] = [0, 1];
  for (let candidateBad = 0; candidateBad <= bad; candidateBad++) {
    const chance = choose * tolerated ** candidateBad * (1 - tolerated) ** (bad - candidateBad);
    mean += chance * Math.exp(lnEvidence({ candidateBad, bad, share, toleratedRatio }));
    choose = (choose * (bad - candidateBad)) / (candidateBad + 1);
  }
  expect(mean).toBeCloseTo(1, 6);
});

const cases = fc.record({
  bad: fc.oneof(fc.nat(20), fc.nat(10_000_000)),
  part: fc.double({ min: 0, max: 1, noNaN: true }),
  share: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(1e-12, 1e-6, 0.999999, 1 - 1e-12)),
  toleratedRatio: fc.double({ min: 1, max: 10, noNaN: true }),
});

it('is a number at any counts up to ten million, and grows with the candidate’s bad events', () => {
  fc.assert(
    fc.property(cases, ({ bad, part, share, toleratedRatio }) => {
      const candidateBad = Math.floor(part * bad);
      const fewer = lnEvidence({ candidateBad, bad, share, toleratedRatio });
      const more = lnEvidence({ candidateBad: Math.min(bad, candidateBad + 1), bad, share, toleratedRatio });
      expect(Number.isFinite(fewer)).toBe(true);
      expect(more).toBeGreaterThanOrEqual(fewer - 1e-5 * Math.max(1, Math.abs(fewer)));
    }),
    { seed: 11, numRuns: 2_000 },
  );
});
