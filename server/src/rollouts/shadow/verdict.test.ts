import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparedField } from '../model/index.js';
import { excessUpperEnd, isExcessBelow, lnEvidenceBelowExcess, type PairCounts } from './excess-bound.js';
import { type ComparisonAnalysis, judgeComparison, judgeFields, partsOfAlpha } from './verdict.js';

const THREE_PERCENT: ComparisonAnalysis = { toleratedMismatch: 0.03, alpha: 0.01 };
const field = (counts: Partial<ComparedField> & PairCounts): ComparedField => ({
  coordinate: 'Contact.emails',
  byClass: {},
  samples: [],
  accepted: null,
  ...counts,
});
const clean = (pairs: number) => field({ pairs, candidateOnly: 0, noiseOnly: 0 });
const pairsUntil = (verdict: string, of: (pairs: number) => ComparedField, analysis = THREE_PERCENT): number => {
  let pairs = 0;
  while (judgeComparison([of(pairs)], analysis) !== verdict) pairs += 1;
  return pairs;
};

describe('a field', () => {
  it('without any difference is clean after about 150 pairs at 3 %, and 4,600 at 0.1 %', () => {
    expect(pairsUntil('clean', clean)).toBeGreaterThanOrEqual(150);
    expect(pairsUntil('clean', clean)).toBeLessThanOrEqual(165);
    const strict = pairsUntil('clean', clean, { ...THREE_PERCENT, toleratedMismatch: 0.001 });
    expect(strict).toBeGreaterThanOrEqual(4_600);
    expect(strict).toBeLessThanOrEqual(4_900);
  });

  it('that always differs is different after a few pairs', () => {
    const always = (pairs: number) => field({ pairs, candidateOnly: pairs, noiseOnly: 0 });
    expect(pairsUntil('different', always)).toBeLessThanOrEqual(35);
  });

  it('that differs from itself as often as from the candidate has no excess', () => {
    const noisy = (pairs: number) => field({ pairs, candidateOnly: pairs / 10, noiseOnly: pairs / 10 });
    expect(judgeComparison([noisy(300)], THREE_PERCENT)).toBe('undecided');
    expect(judgeComparison([noisy(10_000)], THREE_PERCENT)).toBe('clean');
  });

  it('with a certain but tolerable difference is clean once that is shown', () => {
    const small = (pairs: number) => field({ pairs, candidateOnly: Math.floor(pairs / 200), noiseOnly: 0 });
    expect(judgeComparison([small(200)], THREE_PERCENT)).toBe('undecided');
    expect(judgeComparison([small(10_000)], THREE_PERCENT)).toBe('clean');
  });

  it('that an admin has accepted is clean, whatever it does', () => {
    const accepted = { by: 'ada', reason: 'v2 tells the whole number', atMs: 0 };
    expect(judgeComparison([field({ pairs: 50, candidateOnly: 50, noiseOnly: 0, accepted })], THREE_PERCENT)).toBe(
      'clean',
    );
  });
});

describe('a candidate', () => {
  const different = field({ pairs: 60, candidateOnly: 60, noiseOnly: 0 });

  it('is different when a field is, clean when all are, undecided otherwise', () => {
    expect(judgeComparison([], THREE_PERCENT)).toBe('undecided');
    expect(judgeComparison([clean(200), clean(200)], THREE_PERCENT)).toBe('clean');
    expect(judgeComparison([clean(200), clean(20)], THREE_PERCENT)).toBe('undecided');
    expect(judgeComparison([clean(200), clean(20), different], THREE_PERCENT)).toBe('different');
  });

  it('is shown field by field', () => {
    const [one, other] = judgeFields([clean(200), different], THREE_PERCENT);
    expect([one?.verdict, other?.verdict]).toEqual(['clean', 'different']);
    expect(one?.excessUpperEnd).toBeLessThan(0.03);
    expect(other?.excessUpperEnd).toBeGreaterThan(0.9);
  });
});

describe('the confidence sequence', () => {
  const counts = fc.tuple(fc.nat(500), fc.nat(200), fc.nat(200)).map(([alike, candidateOnly, noiseOnly]) => ({
    pairs: alike + candidateOnly + noiseOnly,
    candidateOnly,
    noiseOnly,
  }));

  it('has one end: what is above it is refuted, what is below is not', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 0.99, noNaN: true }), (seen, excess) => {
        const end = excessUpperEnd(seen, 0.01);
        if (Math.abs(excess - end) > 1e-4) expect(isExcessBelow(excess, seen, 0.01)).toBe(excess > end);
      }),
    );
  });

  it('has a mean of at most 1 where the excess is the one that is tested, pair by pair', () => {
    fc.assert(
      fc.property(
        counts,
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        (seen, excess, noise) => {
          const [up, down] = [Math.min(noise + excess, 1 - noise), Math.min(noise + excess, 1 - noise) - excess];
          if (down < 0) return;
          const grown = (candidateOnly: number, noiseOnly: number) =>
            Math.exp(
              lnEvidenceBelowExcess(excess, {
                pairs: seen.pairs + 1,
                candidateOnly: seen.candidateOnly + candidateOnly,
                noiseOnly: seen.noiseOnly + noiseOnly,
              }) - lnEvidenceBelowExcess(excess, seen),
            );
          expect(up * grown(1, 0) + down * grown(0, 1) + (1 - up - down) * grown(0, 0)).toBeLessThanOrEqual(1 + 1e-9);
        },
      ),
    );
  });
});

it('splits alpha so that all parts together are no more than it, however many fields come', () => {
  let sum = 0;
  for (let fields = 1; fields <= 100_000; fields++) sum += 1 / partsOfAlpha(fields);
  expect(sum).toBeLessThan(1);
});
