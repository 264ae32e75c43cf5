import type { Channel, MoneyRecord, PerformanceRowRecord } from '@selvedge/schema';
import { expect, test } from 'vitest';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';
import { contact, deal } from '../testing/records.js';

const eur = (amount: string): MoneyRecord => ({ amount, currency: 'EUR' });

function won(id: string, closedAt: string, amount: MoneyRecord | null = eur('100.00')) {
  return deal(id, { won: true, closedAt, amount });
}

/** Contact 9 buys for the first time in November, contact 10 has bought before, deal d4 is nobody's. */
const deals = [
  won('d1', '2026-11-05T12:00:00Z', eur('500.00')),
  won('d2', '2026-11-06T12:00:00Z'),
  won('d3', '2025-03-01T12:00:00Z'),
  won('d4', '2026-11-30T23:30:00Z', eur('40.00')),
  deal('d5', { won: false, closedAt: '2024-01-01T00:00:00Z' }),
];
const CONTACTS_OF: Record<string, string[]> = { d1: ['10', '9'], d2: ['10'], d3: ['10'], d5: ['9'] };
const contacts = [
  contact('9', { originalSource: 'PAID_SOCIAL', becameMarketingQualifiedAt: '2026-11-01T00:00:00Z' }),
  contact('10', {
    originalSource: null,
    becameMarketingQualifiedAt: '2026-11-02T00:00:00Z',
    becameSalesQualifiedAt: '2026-11-03T00:00:00Z',
  }),
];

const crm: FakeConnector = {
  version: '2.0.0',
  answers: {
    'deal.won': ({ since, until }) =>
      deals.filter((d) => d.won && d.closedAt !== null && d.closedAt >= since && d.closedAt < until),
    'deal.byId': (id) => deals.find((d) => d.id === id) ?? null,
    'deal.idsByContact': (id) => Object.keys(CONTACTS_OF).filter((d) => CONTACTS_OF[d]?.includes(id)),
    'contact.idsByDeal': (id) => CONTACTS_OF[id] ?? [],
    'contact.byId': (id) => contacts.find((c) => c.id === id) ?? null,
    'contact.stageChanges': ({ stage }) =>
      contacts.filter((c) => stage === 'MARKETING_QUALIFIED_LEAD' || c.becameSalesQualifiedAt !== null),
  },
};
const ads: FakeConnector = {
  version: '3.0.0',
  answers: { 'performance.report': () => [advert('2026-11-05', 'PAID_SOCIAL', '200.00')] },
};
const adsDown: FakeConnector = {
  version: '3.0.0',
  answers: {
    'performance.report': () => {
      throw new Fails({ class: 'timeout', message: 'no answer in 8000 ms' });
    },
  },
};

function advert(date: string, channel: Channel, spend: string): PerformanceRowRecord {
  return { date, channel, campaignId: 'c', spend: eur(spend), impressions: 1000, clicks: 100, conversions: 10 };
}

const NOVEMBER = 'range: { since: "2026-11-01", until: "2026-11-30" }';
const FIGURES = `spend { amount } revenue { amount } newCustomers roas cac ctr mqlToSql`;

test('spend, revenue by first source, new customers and stages meet in one report', async () => {
  const { data, errors } = await execute(
    { crm, ads },
    `{ performance(${NOVEMBER}, by: [CHANNEL]) { rows { channel ${FIGURES} } totals { ${FIGURES} } } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    performance: {
      rows: [
        {
          channel: 'DIRECT',
          spend: { amount: '0.00' },
          revenue: { amount: '140.00' },
          newCustomers: 0,
          roas: null,
          cac: null,
          ctr: null,
          mqlToSql: 1,
        },
        {
          channel: 'PAID_SOCIAL',
          spend: { amount: '200.00' },
          revenue: { amount: '500.00' },
          newCustomers: 1,
          roas: 2.5,
          cac: 200,
          ctr: 0.1,
          mqlToSql: 0,
        },
      ],
      totals: {
        spend: { amount: '200.00' },
        revenue: { amount: '640.00' },
        newCustomers: 1,
        roas: 3.2,
        cac: 200,
        ctr: 0.1,
        mqlToSql: 0.5,
      },
    },
  });
});

test('days are counted in the time zone of the report', async () => {
  const { data } = await execute(
    { crm, ads },
    `{ performance(${NOVEMBER}, timeZone: "Asia/Tokyo", by: [DAY]) { rows { day revenue { amount } } totals { revenue { amount } } } }`,
  );
  // 23:30 UTC on the last day of November is December in Tokyo.
  expect(data).toEqual({
    performance: {
      rows: [
        { day: '2026-11-05', revenue: { amount: '500.00' } },
        { day: '2026-11-06', revenue: { amount: '100.00' } },
      ],
      totals: { revenue: { amount: '600.00' } },
    },
  });
});

test('asks only for what is selected, each step in one wave', async () => {
  const spend = await execute({ crm, ads }, `{ performance(${NOVEMBER}) { totals { spend { amount } } } }`);
  expect(spend.sources.log()).toEqual(['1 performance.report ads ×1']);

  const bought = await execute(
    { crm, ads },
    `{ performance(${NOVEMBER}) { totals { revenue { amount } newCustomers } } }`,
  );
  expect(bought.sources.log()).toEqual([
    '1 deal.won crm ×1',
    '2 contact.idsByDeal crm ×3',
    '3 contact.byId crm ×2',
    '4 deal.idsByContact crm ×2',
    '5 deal.byId crm ×2',
  ]);
});

test('a failing platform leaves its figures null with its error, the rest whole', async () => {
  const { data, errors } = await execute(
    { crm, ads: adsDown },
    `{ performance(${NOVEMBER}) { totals { spend { amount } roas revenue { amount } newCustomers } } }`,
  );
  expect(data).toEqual({
    performance: { totals: { spend: null, roas: null, revenue: { amount: '640.00' }, newCustomers: 1 } },
  });
  expect(errors.map(({ path, extensions }) => [path, extensions.code, extensions.connector])).toEqual([
    ['performance.totals.spend', 'VENDOR_TIMEOUT', 'ads'],
    ['performance.totals.roas', 'VENDOR_TIMEOUT', 'ads'],
  ]);
});

test('a failing platform leaves no rows that would say that nothing was spent, and one error', async () => {
  const { data, errors } = await execute(
    { crm, ads: adsDown },
    `{ performance(${NOVEMBER}, by: [DAY]) { rows { day ${FIGURES} spendByCurrency { amount } clicks } totals { newCustomers } } }`,
  );
  expect(data).toEqual({ performance: { rows: null, totals: { newCustomers: 1 } } });
  expect(errors).toMatchObject([
    { path: 'performance.rows', extensions: { code: 'VENDOR_TIMEOUT', connector: 'ads', retryable: true } },
  ]);
});

test('rows whose figures are not of the failing platform are whole', async () => {
  const { at, errors } = await execute(
    { crm, ads: adsDown },
    `{ performance(${NOVEMBER}, by: [MONTH]) { rows { month revenue { amount } } totals { clicks } } }`,
  );
  expect(at('performance.rows')).toEqual([{ month: '2026-11', revenue: { amount: '640.00' } }]);
  expect(errors.map(({ path }) => path)).toEqual(['performance.totals.clicks']);
});

test('which rows there are does not depend on what the totals select, nor on which figures of a source', async () => {
  const channels = async (selection: string) => {
    const { at } = await execute({ crm, ads }, `{ performance(${NOVEMBER}, by: [CHANNEL]) { ${selection} } }`);
    return (at('performance.rows') as { channel: string }[]).map(({ channel }) => channel);
  };
  expect(await channels('rows { channel clicks }')).toEqual(['PAID_SOCIAL']);
  expect(await channels('rows { channel impressions ctr } totals { revenue { amount } }')).toEqual(['PAID_SOCIAL']);
  expect(await channels('rows { channel }')).toEqual(['DIRECT', 'PAID_SOCIAL']);
});

test('figures that no vendor can tell are null with CAPABILITY_MISSING, not 0', async () => {
  const { data, errors } = await execute(
    {},
    `{ performance(${NOVEMBER}) { totals { clicks revenue { amount } newCustomers mqlToSql } } }`,
  );
  expect(data).toEqual({
    performance: { totals: { clicks: null, revenue: null, newCustomers: null, mqlToSql: null } },
  });
  expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual(
    ['clicks', 'revenue', 'newCustomers', 'mqlToSql'].map((figure) => [
      `performance.totals.${figure}`,
      'CAPABILITY_MISSING',
    ]),
  );
});

test('without an ad platform the other rows are whole; the lack is told once, in the first row', async () => {
  const { data, errors } = await execute(
    { crm },
    `{ performance(${NOVEMBER}, by: [CHANNEL]) { rows { channel clicks revenue { amount } } } }`,
  );
  expect(data).toEqual({
    performance: {
      rows: [
        { channel: 'DIRECT', clicks: null, revenue: { amount: '140.00' } },
        { channel: 'PAID_SOCIAL', clicks: null, revenue: { amount: '500.00' } },
      ],
    },
  });
  expect(errors).toMatchObject([{ path: 'performance.rows.0.clicks', extensions: { code: 'CAPABILITY_MISSING' } }]);
});

test('without an ad platform, and nothing else to show, rows are null with CAPABILITY_MISSING', async () => {
  const { data, errors } = await execute(
    { crm },
    `{ performance(${NOVEMBER}, by: [CHANNEL]) { rows { channel clicks } } }`,
  );
  expect(data).toEqual({ performance: { rows: null } });
  expect(errors).toMatchObject([{ path: 'performance.rows', extensions: { code: 'CAPABILITY_MISSING' } }]);
});

test.each([
  ['range: { since: "2026-11-30", until: "2026-11-01" }', 'Expected "since" to be no later than "until"'],
  [`${NOVEMBER}, timeZone: "Europe/Atlantis"`, 'Expected "timeZone" to be an IANA time zone'],
])('refuses %s', async (args, message) => {
  const { data, errors } = await execute({ crm, ads }, `{ performance(${args}) { totals { clicks } } }`);
  expect(data).toEqual({ performance: null });
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors[0]?.message).toContain(message);
});
