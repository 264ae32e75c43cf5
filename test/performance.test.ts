import { afterAll, beforeAll, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

/** Units of EUR that one unit is worth, as the test's configuration has them. */
const RATES: Record<string, number> = { EUR: 1, USD: 0.92, GBP: 1.17 };
const CHANNEL_OF: Record<string, string> = {
  ORGANIC_SEARCH: 'ORGANIC_SEARCH',
  PAID_SEARCH: 'PAID_SEARCH',
  EMAIL_MARKETING: 'EMAIL',
  SOCIAL_MEDIA: 'ORGANIC_SOCIAL',
  PAID_SOCIAL: 'PAID_SOCIAL',
  REFERRALS: 'REFERRAL',
  DIRECT_TRAFFIC: 'DIRECT',
  OTHER_CAMPAIGNS: 'OTHER',
  OFFLINE: 'OTHER',
};

let system: System;
beforeAll(async () => {
  system = await startSystem({ sandbox: { people: 1_200, deals: 500, adCampaigns: 12 } });
});
afterAll(() => system.close());

interface Figures {
  spend: number;
  impressions: number;
  clicks: number;
  conversions: number;
  revenue: number;
  newCustomers: number;
  mql: number;
  sql: number;
}

/** Adds the world up, with nothing of the gateway: plain loops over plain facts. */
function recount(since: string, until: string, channel?: string): Figures {
  const { world } = system.sandbox;
  const from = Date.parse(`${since}T00:00:00Z`);
  const to = Date.parse(`${until}T00:00:00Z`) + 86_400_000;
  const within = (instant: number | null) => instant !== null && instant >= from && instant < to;
  const people = new Map(world.people.map((person) => [person.index, person]));
  const channelOf = (personIndex: number) => {
    const source = people.get(personIndex)?.source;
    return source ? (CHANNEL_OF[source] ?? 'OTHER') : 'DIRECT';
  };
  const figures: Figures = {
    spend: 0,
    impressions: 0,
    clicks: 0,
    conversions: 0,
    revenue: 0,
    newCustomers: 0,
    mql: 0,
    sql: 0,
  };
  if (channel === undefined || channel === 'PAID_SOCIAL') {
    for (const day of world.adDays) {
      if (day.date < since || day.date > until) continue;
      figures.spend += day.spend / 100;
      figures.impressions += day.impressions;
      figures.clicks += day.clicks;
      figures.conversions += day.conversions;
    }
  }
  const firstWon = new Map<number, number>();
  for (const deal of world.deals) {
    if (!deal.won) continue;
    firstWon.set(deal.personIndex, Math.min(firstWon.get(deal.personIndex) ?? Number.POSITIVE_INFINITY, deal.closedAt));
  }
  for (const deal of world.deals) {
    if (!deal.won || !within(deal.closedAt)) continue;
    if (channel !== undefined && channelOf(deal.personIndex) !== channel) continue;
    figures.revenue += Number(deal.amount) * (RATES[deal.currency] ?? Number.NaN);
  }
  for (const [personIndex, at] of firstWon) {
    if (within(at) && (channel === undefined || channelOf(personIndex) === channel)) figures.newCustomers += 1;
  }
  for (const person of world.people) {
    if (person.hubspot === null || (channel !== undefined && channelOf(person.index) !== channel)) continue;
    if (within(person.becameMqlAt)) figures.mql += 1;
    if (within(person.becameSqlAt)) figures.sql += 1;
  }
  return figures;
}

const FIELDS =
  'spend { amount currency } impressions clicks conversions revenue { amount currency } newCustomers roas roi cac cpa ctr conversionRate mqlToSql';

// biome-ignore lint/suspicious/noExplicitAny: an answer of the operation above
function expectFigures(answered: any, counted: Figures): void {
  const ratio = (a: number, b: number) => (b === 0 ? null : a / b);
  const near = (value: number | null, expected: number | null) =>
    expected === null ? expect(value).toBeNull() : expect(value).toBeCloseTo(expected, 6);
  expect(Number(answered.spend.amount)).toBeCloseTo(counted.spend, 2);
  expect(answered.spend.currency).toBe('EUR');
  expect(Number(answered.revenue.amount)).toBeCloseTo(counted.revenue, 2);
  expect([answered.impressions, answered.clicks, answered.conversions, answered.newCustomers]).toEqual([
    counted.impressions,
    counted.clicks,
    counted.conversions,
    counted.newCustomers,
  ]);
  near(answered.roas, ratio(counted.revenue, counted.spend));
  near(answered.roi, ratio(counted.revenue - counted.spend, counted.spend));
  near(answered.cac, ratio(counted.spend, counted.newCustomers));
  near(answered.cpa, ratio(counted.spend, counted.conversions));
  near(answered.ctr, ratio(counted.clicks, counted.impressions));
  near(answered.conversionRate, ratio(counted.conversions, counted.clicks));
  near(answered.mqlToSql, ratio(counted.sql, counted.mql));
}

it('totals and channels are what a plain recount of the world gives', async () => {
  const [since, until] = ['2026-08-25', '2026-11-22'];
  const { data, errors } = await system.ask(
    `{ performance(range: { since: "${since}", until: "${until}" }, by: [CHANNEL], currency: "EUR") { rows { channel ${FIELDS} } totals { ${FIELDS} } } }`,
  );
  expect(errors).toEqual([]);
  const counted = recount(since, until);
  expect(counted.revenue).toBeGreaterThan(0);
  expect(counted.newCustomers).toBeGreaterThan(0);
  expect(counted.mql).toBeGreaterThan(0);
  expectFigures(data.performance.totals, counted);
  expect(data.performance.rows.length).toBeGreaterThan(3);
  for (const row of data.performance.rows) expectFigures(row, recount(since, until, row.channel));
});

it('weeks are ISO weeks, and add up to the totals', async () => {
  const { data, errors } = await system.ask(
    `{ performance(range: { since: "2026-10-05", until: "2026-10-25" }, by: [WEEK], currency: "EUR") { rows { week spend { amount } newCustomers } totals { spend { amount } newCustomers } } }`,
  );
  expect(errors).toEqual([]);
  const { rows, totals } = data.performance;
  expect(rows.map(({ week }: { week: string }) => week).sort()).toEqual(['2026-W41', '2026-W42', '2026-W43']);
  rows.forEach((row: { week: string; spend: { amount: string } }) => {
    const monday = Date.UTC(2026, 9, 5) + (Number(row.week.slice(6)) - 41) * 7 * 86_400_000;
    const day = (offset: number) => new Date(monday + offset * 86_400_000).toISOString().slice(0, 10);
    expect(Number(row.spend.amount)).toBeCloseTo(recount(day(0), day(6)).spend, 2);
  });
  const sum = rows.reduce((total: number, { newCustomers }: { newCustomers: number }) => total + newCustomers, 0);
  expect(sum).toBe(totals.newCustomers);
});

it('a range without spend has no ratios rather than infinite ones', async () => {
  const { data } = await system.ask(
    `{ performance(range: { since: "2020-01-01", until: "2020-01-07" }, by: [], currency: "EUR") { totals { ${FIELDS} } } }`,
  );
  const { roas, roi, cac, cpa, ctr, conversionRate, mqlToSql } = data.performance.totals;
  expect([roas, roi, cac, cpa, ctr, conversionRate, mqlToSql]).toEqual([null, null, null, null, null, null, null]);
});
