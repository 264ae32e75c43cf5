import { fileURLToPath } from 'node:url';
import { createLogger, loadConfiguration, startGateway } from '@selvedge/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERY_VENDOR } from './support/every-vendor.js';
import { type System, startSystem } from './support/start-system.js';

/** Units of EUR that one unit is worth, as the test's configuration has them. */
const RATES: Record<string, number> = { EUR: 1, USD: 0.92, GBP: 1.17 };
const [SINCE, UNTIL] = ['2026-08-25', '2026-11-22'];

let system: System;
beforeAll(async () => {
  system = await startSystem({
    settings: EVERY_VENDOR,
    sandbox: { people: 800, companies: 60, deals: 250, opportunities: 120, quotas: false },
  });
});
afterAll(() => system.close());

describe('one graph over every vendor', () => {
  it('knows a person by the records of all who know them', async () => {
    const { data, errors } = await system.ask(/* GraphQL */ `
      {
        customers(first: 100) {
          edges { node { fullName emails consents { purpose status source { connector } } records { source { connector } } } }
        }
      }
    `);
    expect(errors).toEqual([]);
    const seen = new Map<string, number>();
    for (const { node } of data.customers.edges) {
      for (const connector of new Set<string>(
        node.records.map((record: { source: { connector: string } }) => record.source.connector),
      )) {
        seen.set(connector, (seen.get(connector) ?? 0) + 1);
      }
    }
    expect(seen.get('hubspot')).toBe(100);
    for (const vendor of ['salesforce', 'marketo', 'klaviyo', 'mailchimp'])
      expect(seen.get(vendor) ?? 0, vendor).toBeGreaterThan(10);
  }, 60_000);

  it('counts money and people once over all of them', async () => {
    const { data, errors } = await system.ask(
      `{ performance(range: { since: "${SINCE}", until: "${UNTIL}" }, by: [], currency: "EUR") { totals { spend { amount } impressions clicks conversions revenue { amount } newCustomers roas cac mqlToSql } } }`,
    );
    expect(errors).toEqual([]);
    const { totals } = data.performance;
    const counted = recount();
    expect(Number(totals.spend.amount)).toBeCloseTo(counted.spend, 2);
    expect(Number(totals.revenue.amount)).toBeCloseTo(counted.revenue, 2);
    expect([totals.impressions, totals.clicks, totals.conversions]).toEqual([
      counted.impressions,
      counted.clicks,
      counted.conversions,
    ]);
    expect(totals.newCustomers).toBe(counted.newCustomers);
    expect(totals.mqlToSql).toBeCloseTo(counted.sql / counted.mql, 6);
    expect(totals.roas).toBeCloseTo(counted.revenue / counted.spend, 6);
    expect(totals.cac).toBeCloseTo(counted.spend / counted.newCustomers, 6);
  }, 60_000);

  it('shows the visits to the web with what the vendor says against them', async () => {
    const { data, errors } = await system.ask(
      `{ webAnalytics(range: { since: "${SINCE}", until: "${UNTIL}" }, by: [CHANNEL], currency: "EUR") { rows { channel sessions } totals { sessions users conversions revenue { amount } } quality { sampled thresholded otherRow } } }`,
    );
    expect(errors).toEqual([]);
    const days = system.sandbox.world.webDays.filter(({ date }) => date >= SINCE && date <= UNTIL);
    const sum = (read: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + read(day), 0);
    const { totals, quality } = data.webAnalytics;
    expect([totals.sessions, totals.users, totals.conversions]).toEqual([
      sum(({ sessions }) => sessions),
      sum(({ users }) => users),
      sum(({ conversions }) => conversions),
    ]);
    expect(Number(totals.revenue.amount)).toBeCloseTo(sum(({ revenue }) => revenue) / 100, 2);
    expect(quality).toEqual({ sampled: false, thresholded: false, otherRow: false });
  }, 60_000);

  it('tells every vendor to forget a person, and says which did', async () => {
    const person = system.sandbox.world.people.find(({ hubspot, mailchimp }) => hubspot && mailchimp);
    const { data, errors } = await system.ask(
      'mutation ($email: EmailAddress!) { erasePerson(email: $email) { complete results { connector status note } } }',
      { variables: { email: person?.hubspot?.email } },
    );
    expect(errors).toEqual([]);
    const statuses = Object.fromEntries(
      data.erasePerson.results.map(({ connector, status }: { connector: string; status: string }) => [
        connector,
        status,
      ]),
    );
    expect(Object.keys(statuses).sort()).toEqual(['hubspot', 'klaviyo', 'mailchimp', 'marketo', 'salesforce']);
    expect(statuses.hubspot).toBe('ERASED');
    expect(Object.values(statuses)).not.toContain('FAILED');
    const after = await system.ask(
      'query ($email: EmailAddress!) { customer(email: $email) { records { source { connector } } } }',
      {
        variables: { email: person?.hubspot?.email },
      },
    );
    const left =
      after.data.customer?.records.map((record: { source: { connector: string } }) => record.source.connector) ?? [];
    expect(left).not.toContain('hubspot');
    expect(left).not.toContain('mailchimp');
  }, 60_000);

  it('sends a conversion to whoever takes it, one bad event failing alone', async () => {
    const now = Date.now();
    const event = (eventId: string, daysAgo: number) => ({
      eventId,
      name: 'Purchase',
      occurredAt: new Date(now - daysAgo * 86_400_000).toISOString(),
      email: 'ada.byron@example.org',
      value: { amount: '12.50', currency: 'EUR' },
    });
    const { data, errors } = await system.ask(
      'mutation ($events: [ConversionEventInput!]!) { sendConversions(events: $events, connectors: ["meta-conversions"]) { results { eventId status destinations { connector status matchQuality error { code } } } } }',
      { variables: { events: [event('e1', 1), event('e2', 9)] } },
    );
    expect(errors).toEqual([]);
    expect(data.sendConversions.results.map(({ status }: { status: string }) => status)).toEqual([
      'RECEIVED',
      'FAILED',
    ]);
  });
});

it('is what the configuration beside the gateway serves', async () => {
  const file = fileURLToPath(new URL('../server/every-vendor.selvedge.yaml', import.meta.url));
  const configured = await loadConfiguration(file, { SANDBOX_URL: system.sandbox.url, SELVEDGE_PORT: '0' });
  expect(Object.keys(configured.connectors).sort()).toEqual([...system.gateway.catalogue.choices.keys()].sort());
  const gateway = await startGateway(configured, {
    conditions: ['selvedge-source'],
    logger: createLogger({ level: 'silent' }),
  });
  const response = await fetch(`${gateway.url}/v2/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query:
        '{ customers(first: 5) { edges { node { records { source { connector } } } } } adCampaigns(first: 1) { edges { node { id } } } }',
    }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  await gateway.close();
  expect(errors).toBeUndefined();
});

/** Adds the world up over every vendor, with nothing of the gateway. */
function recount() {
  const { world } = system.sandbox;
  const from = Date.parse(`${SINCE}T00:00:00Z`);
  const to = Date.parse(`${UNTIL}T00:00:00Z`) + 86_400_000;
  const within = (instant: number | null | undefined) => instant != null && instant >= from && instant < to;
  const days = [...world.adDays, ...world.search.days].filter(({ date }) => date >= SINCE && date <= UNTIL);
  const won = [
    ...world.deals.map((deal) => ({ ...deal, at: deal.closedAt })),
    ...world.opportunities.map((sale) => ({ ...sale, at: Date.parse(`${sale.closeDate}T00:00:00Z`) })),
  ].filter((sale) => sale.won);
  const firstWon = new Map<number, number>();
  for (const { personIndex, at } of won) firstWon.set(personIndex, Math.min(firstWon.get(personIndex) ?? at, at));
  const inSalesforce = new Set(world.salesforcePeople.map(({ personIndex }) => personIndex));
  const known = world.people.filter(({ hubspot, index }) => hubspot !== null || inSalesforce.has(index));
  const sum = (read: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + read(day), 0);
  return {
    spend: sum(({ spend }) => spend) / 100,
    impressions: sum(({ impressions }) => impressions),
    clicks: sum(({ clicks }) => clicks),
    conversions: sum(({ conversions }) => conversions),
    revenue: won
      .filter(({ at }) => within(at))
      .reduce((total, { amount, currency }) => total + Number(amount) * (RATES[currency] ?? Number.NaN), 0),
    newCustomers: [...firstWon.values()].filter(within).length,
    mql: known.filter(({ becameMqlAt }) => within(becameMqlAt)).length,
    sql: known.filter(({ becameSqlAt }) => within(becameSqlAt)).length,
  };
}
