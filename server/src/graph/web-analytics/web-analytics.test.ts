import type { Channel, WebAnalyticsRecord, WebAnalyticsRowRecord } from '@selvedge/schema';
import { expect, test } from 'vitest';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';

function row(
  date: string,
  channel: Channel,
  sessions: number,
  amount: string,
  currency = 'EUR',
): WebAnalyticsRowRecord {
  return { date, channel, sessions, users: sessions - 1, conversions: 0.5, revenue: { amount, currency } };
}

function analytics(rows: WebAnalyticsRowRecord[], quality: Partial<WebAnalyticsRecord> = {}): FakeConnector {
  const answer = { rows, sampled: false, thresholded: false, otherRow: false, ...quality };
  return { version: '1.0.0', answers: { 'webAnalytics.report': () => answer } };
}

const shop = analytics(
  [
    row('2026-11-02', 'DIRECT', 10, '0.10'),
    row('2026-11-02', 'EMAIL', 5, '0.20'),
    row('2026-11-09', 'EMAIL', 7, '100.00'),
  ],
  { sampled: true },
);
const blog = analytics([row('2026-11-03', 'EMAIL', 3, '10.00', 'USD')], { otherRow: true });
const rates = { base: 'EUR', perUnit: { USD: '0.9' } };

const RANGE = 'range: { since: "2026-11-01", until: "2026-11-30" }';
const FIGURES = 'sessions users conversions revenue { amount currency }';

test('figures of all vendors are summed, exactly and in one currency, by channel and week', async () => {
  const { data, errors, sources } = await execute(
    { shop, blog },
    `{ webAnalytics(${RANGE}, by: [CHANNEL, WEEK]) {
      rows { channel week day month ${FIGURES} } totals { ${FIGURES} revenueByCurrency { amount currency } }
      quality { sampled thresholded otherRow } } }`,
    { settings: { rates } },
  );
  expect(errors).toEqual([]);
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  const group = { day: null, month: null };
  expect(data).toEqual({
    webAnalytics: {
      rows: [
        {
          ...group,
          week: '2026-W45',
          channel: 'DIRECT',
          sessions: 10,
          users: 9,
          conversions: 0.5,
          revenue: eur('0.10'),
        },
        { ...group, week: '2026-W45', channel: 'EMAIL', sessions: 8, users: 6, conversions: 1, revenue: eur('9.20') },
        {
          ...group,
          week: '2026-W46',
          channel: 'EMAIL',
          sessions: 7,
          users: 6,
          conversions: 0.5,
          revenue: eur('100.00'),
        },
      ],
      totals: {
        sessions: 25,
        users: 21,
        conversions: 2,
        revenue: eur('109.30'),
        revenueByCurrency: [eur('100.30'), { amount: '10.00', currency: 'USD' }],
      },
      quality: { sampled: true, thresholded: false, otherRow: true },
    },
  });
  expect(sources.batches.map(({ inputs }) => inputs)).toEqual([
    [{ since: '2026-11-01', until: '2026-11-30' }],
    [{ since: '2026-11-01', until: '2026-11-30' }],
  ]);
});

test('without a rate the revenue that needs one is null with its error, the rest whole', async () => {
  const { data, errors } = await execute(
    { shop, blog },
    `{ webAnalytics(${RANGE}, by: [MONTH], currency: "eur") {
      rows { month sessions } totals { revenue { amount } revenueByCurrency { amount } } } }`,
  );
  expect(data).toEqual({
    webAnalytics: {
      rows: [{ month: '2026-11', sessions: 25 }],
      totals: { revenue: null, revenueByCurrency: [{ amount: '100.30' }, { amount: '10.00' }] },
    },
  });
  expect(errors).toMatchObject([
    { path: 'webAnalytics.totals.revenue', extensions: { code: 'CURRENCY_RATE_MISSING', retryable: false } },
  ]);
});

test('a rate that many rows lack is told once', async () => {
  const currencies = analytics(
    ['2026-11-02', '2026-11-03', '2026-11-04'].map((date) => row(date, 'EMAIL', 3, '10.00', 'USD')),
  );
  const { at, errors } = await execute(
    { currencies },
    `{ webAnalytics(${RANGE}, by: [DAY], currency: "EUR") { rows { sessions revenue { amount } } } }`,
  );
  expect(at('webAnalytics.rows')).toEqual([3, 3, 3].map((sessions) => ({ sessions, revenue: null })));
  expect(errors).toMatchObject([
    { path: 'webAnalytics.rows.0.revenue', extensions: { code: 'CURRENCY_RATE_MISSING' } },
  ]);
});

test('a vendor that fails leaves no sum that would be too small', async () => {
  const down: FakeConnector = {
    version: '1.0.0',
    answers: {
      'webAnalytics.report': () => {
        throw new Fails({ class: 'quota-exhausted', message: 'tokens used up' });
      },
    },
  };
  const { data, errors } = await execute({ shop, down }, `{ webAnalytics(${RANGE}) { totals { sessions } } }`);
  expect(data).toEqual({ webAnalytics: null });
  expect(errors[0]).toMatchObject({ path: 'webAnalytics', extensions: { code: 'VENDOR_QUOTA_EXHAUSTED' } });
});

test('a range that ends before it begins, and a graph without web analytics, are told', async () => {
  const turned = 'range: { since: "2026-11-30", until: "2026-11-01" }';
  const refused = await execute({ shop }, `{ webAnalytics(${turned}) { totals { sessions } } }`);
  expect(refused.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  const none = await execute({}, `{ webAnalytics(${RANGE}) { totals { sessions } } }`);
  expect(none.errors[0]?.extensions.code).toBe('CAPABILITY_MISSING');
});
