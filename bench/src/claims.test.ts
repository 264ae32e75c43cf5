import { expect, it } from 'vitest';
import { type Claim, claimsText, judgeClaims } from './claims.ts';

const claim: Claim = { layer: 'routing', adds: ['choice', 'with'], less: ['without'], most: 2_000 };
const measured = (choice: number, withRoute: number, without: number) =>
  new Map([
    ['choice', choice],
    ['with', withRoute],
    ['without', without],
  ]);

it('a layer costs what it adds to what is there without it', () => {
  expect(judgeClaims(measured(1_500, 900, 400), [claim])).toMatchObject([{ nanoseconds: 2_000, holds: true }]);
  expect(judgeClaims(measured(1_500, 901, 400), [claim])).toMatchObject([{ nanoseconds: 2_001, holds: false }]);
});

it('a claim of which a part was not measured does not hold', () => {
  const judged = judgeClaims(new Map([['choice', 1]]), [claim]);
  expect(judged).toMatchObject([{ nanoseconds: null, holds: false }]);
  expect(claimsText(judged)).toBe('routing: not measured an operation, claimed ≤ 2.00 µs: FALLS SHORT');
});

it('is told in microseconds', () => {
  expect(claimsText(judgeClaims(measured(1_500, 900, 400), [claim]))).toBe(
    'routing: 2.00 µs an operation, claimed ≤ 2.00 µs: holds',
  );
});
