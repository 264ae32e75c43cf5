import { CHANNELS, PERFORMANCE_DIMENSIONS, type PerformanceRow } from '@selvedge/schema';
import Big from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LoadedFacts } from './load-facts.js';
import { PARTS, type Part } from './parts.js';
import { type ReportOptions, reportOf } from './report.js';
import type { Fact } from './tally.js';

const EUR_RATES = { base: 'EUR', perUnit: { USD: '0.9', GBP: '1.2' } };
const NONE: ReadonlyMap<Part, Error> = new Map();
const IN_EURO: ReportOptions = { by: [], rowParts: PARTS, currency: 'EUR', rates: null };
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Facts as they are loaded: each in the part that tells it. */
function loaded(facts: readonly Fact[], unknown: Partial<LoadedFacts> = {}): LoadedFacts {
  const parts = PARTS.map((part) => [part, facts.filter((fact) => partOf(fact) === part)] as const);
  return { facts: new Map(parts), failures: NONE, missing: NONE, ...unknown };
}

function partOf(fact: Fact): Part {
  if (fact.revenue !== undefined) return 'sales';
  if (fact.newCustomers !== undefined) return 'newCustomers';
  return fact.marketingQualified !== undefined || fact.salesQualified !== undefined ? 'stages' : 'adverts';
}

function rowsOf(facts: LoadedFacts, options: ReportOptions): readonly PerformanceRow[] {
  const { rows } = reportOf(facts, options);
  if (rows == null || rows instanceof Error) throw new Error(`Expected rows, but got ${rows}.`);
  return rows;
}

/** Counted by hand in the expectations below. */
const FACTS: Fact[] = [
  { date: '2026-11-02', channel: 'PAID_SOCIAL', spend: eur('100.10'), impressions: 1000, clicks: 50, conversions: 5 },
  { date: '2026-11-09', channel: 'PAID_SOCIAL', spend: eur('0.20'), impressions: 1000, clicks: 30, conversions: 3 },
  { date: '2026-11-03', channel: 'PAID_SOCIAL', revenue: eur('300.90') },
  { date: '2026-11-03', channel: 'DIRECT', revenue: eur('100') },
  { date: '2026-11-03', channel: 'PAID_SOCIAL', newCustomers: 1 },
  { date: '2026-11-03', channel: 'DIRECT', newCustomers: 1 },
  ...['2026-11-02', '2026-11-02', '2026-11-09', '2026-11-10'].map(
    (date): Fact => ({ date, channel: 'DIRECT', marketingQualified: 1 }),
  ),
  { date: '2026-11-10', channel: 'DIRECT', salesQualified: 1 },
];

test('totals as counted by hand', () => {
  const { totals } = reportOf(loaded(FACTS), { ...IN_EURO, currency: null });
  expect(totals).toEqual({
    spend: eur('100.30'),
    spendByCurrency: [eur('100.30')],
    impressions: 2000,
    clicks: 80,
    conversions: 8,
    revenue: eur('400.90'),
    revenueByCurrency: [eur('400.90')],
    newCustomers: 2,
    roas: expect.closeTo(400.9 / 100.3, 12),
    roi: expect.closeTo(300.6 / 100.3, 12),
    cac: 50.15,
    cpa: 12.5375,
    ctr: 0.04,
    conversionRate: 0.1,
    mqlToSql: 0.25,
  });
});

test('rows by channel and week, by time first; ratios without a denominator are null', () => {
  const rows = rowsOf(loaded(FACTS), { ...IN_EURO, by: ['CHANNEL', 'WEEK'] });
  expect(
    rows.map(({ week, channel, spend, revenue, roas, cac }) => [week, channel, spend, revenue, roas, cac]),
  ).toEqual([
    ['2026-W45', 'DIRECT', eur('0.00'), eur('100.00'), null, 0],
    ['2026-W45', 'PAID_SOCIAL', eur('100.10'), eur('300.90'), expect.closeTo(300.9 / 100.1, 12), 100.1],
    ['2026-W46', 'DIRECT', eur('0.00'), eur('0.00'), null, null],
    ['2026-W46', 'PAID_SOCIAL', eur('0.20'), eur('0.00'), 0, null],
  ]);
});

test('money is summed exactly, where floats are not', () => {
  const cents = Array.from({ length: 10 }, (): Fact => ({ date: '2026-11-02', channel: 'EMAIL', spend: eur('0.1') }));
  const { totals } = reportOf(loaded(cents), { ...IN_EURO, currency: null });
  expect(totals.spend).toEqual(eur('1.00'));
});

test('currencies are converted with the configured rates, also between two that are not the base', () => {
  const facts: Fact[] = [
    { date: '2026-11-02', channel: 'EMAIL', spend: usd('100') },
    { date: '2026-11-02', channel: 'EMAIL', spend: eur('10') },
    { date: '2026-11-02', channel: 'EMAIL', spend: { amount: '3', currency: 'GBP' } },
  ];
  const inEuro = reportOf(loaded(facts), { ...IN_EURO, rates: EUR_RATES }).totals;
  expect(inEuro.spend).toEqual(eur('103.60'));
  const inPounds = reportOf(loaded(facts), { ...IN_EURO, currency: 'GBP', rates: EUR_RATES }).totals;
  expect(inPounds.spend).toEqual({ amount: '86.33', currency: 'GBP' });
  expect(inPounds.spendByCurrency).toEqual([eur('10.00'), { amount: '3.00', currency: 'GBP' }, usd('100.00')]);
});

test('without a rate the sums are reported apart, and what needs one sum carries CURRENCY_RATE_MISSING', () => {
  const facts: Fact[] = [
    { date: '2026-11-02', channel: 'EMAIL', spend: usd('100'), clicks: 4 },
    { date: '2026-11-02', channel: 'EMAIL', revenue: eur('10') },
  ];
  const { totals } = reportOf(loaded(facts), IN_EURO);
  const missing = { extensions: { code: 'CURRENCY_RATE_MISSING', retryable: false } };
  expect(totals.spend).toMatchObject(missing);
  expect(totals.roas).toMatchObject(missing);
  expect(totals.revenue).toEqual(eur('10.00'));
  expect(totals.spendByCurrency).toEqual([usd('100.00')]);
  expect(totals.clicks).toBe(4);
});

test('figures of a part that failed carry its error in the totals; the others are whole', () => {
  const down = new Error('ads: down');
  const { totals } = reportOf(
    loaded([{ date: '2026-11-02', channel: 'EMAIL', revenue: eur('5') }], { failures: new Map([['adverts', down]]) }),
    { ...IN_EURO, currency: null },
  );
  for (const figure of ['spend', 'spendByCurrency', 'clicks', 'roas', 'cac', 'cpa', 'ctr'] as const) {
    expect(totals[figure], figure).toBe(down);
  }
  expect(totals).toMatchObject({ revenue: eur('5.00'), newCustomers: 0, mqlToSql: null });
});

test('rows are only those that the parts of their own figures have', () => {
  const rows = rowsOf(loaded(FACTS), { ...IN_EURO, by: ['CHANNEL'], rowParts: ['adverts'] });
  expect(rows.map(({ channel, clicks }) => [channel, clicks])).toEqual([['PAID_SOCIAL', 80]]);
});

test('an error that rows share is told once for each figure', () => {
  const days = ['2026-11-02', '2026-11-03', '2026-11-04'];
  const facts = days.map((date): Fact => ({ date, channel: 'EMAIL', spend: usd('1'), clicks: 4 }));
  const rows = rowsOf(loaded(facts), { ...IN_EURO, by: ['DAY'] });
  expect(rows.map(({ spend, cpa, clicks }) => [spend, cpa, clicks])).toEqual([
    [expect.any(Error), expect.any(Error), 4],
    [null, null, 4],
    [null, null, 4],
  ]);
});

const dates = fc
  .integer({ min: 0, max: 500 })
  .map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
const money = fc.record({
  amount: fc.integer({ min: 0, max: 10_000_000 }).map((cents) => (cents / 100).toFixed(2)),
  currency: fc.constantFrom('EUR', 'USD'),
});
const facts: fc.Arbitrary<Fact[]> = fc.array(
  fc.record(
    {
      date: dates,
      channel: fc.constantFrom(...CHANNELS),
      spend: money,
      revenue: money,
      clicks: fc.nat(1000),
      newCustomers: fc.nat(3),
    },
    { requiredKeys: ['date', 'channel'] },
  ),
);

test('whatever the dimensions, rows add up to the totals', () => {
  fc.assert(
    fc.property(facts, fc.subarray([...PERFORMANCE_DIMENSIONS]), (given, by) => {
      const facts = loaded(given);
      const rows = rowsOf(facts, { ...IN_EURO, by });
      const { totals } = reportOf(facts, { ...IN_EURO, by });
      const sumOf = (currency: string, list: unknown): Big =>
        (list as { amount: string; currency: string }[])
          .filter((part) => part.currency === currency)
          .reduce((sum, { amount }) => sum.plus(amount), new Big(0));
      for (const currency of ['EUR', 'USD']) {
        for (const figure of ['spendByCurrency', 'revenueByCurrency'] as const) {
          const parts = rows.map((row) => sumOf(currency, row[figure]));
          const sum = parts.reduce((total, part) => total.plus(part), new Big(0));
          expect(sum.toFixed()).toBe(sumOf(currency, totals[figure]).toFixed());
        }
      }
      for (const figure of ['clicks', 'newCustomers'] as const) {
        expect(rows.reduce((sum, row) => sum + Number(row[figure]), 0)).toBe(totals[figure]);
      }
    }),
  );
});
