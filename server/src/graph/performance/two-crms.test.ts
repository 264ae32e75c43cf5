import type { Channel, ContactRecord, Sourced } from '@selvedge/schema';
import { expect, test } from 'vitest';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';
import { contact, deal } from '../testing/records.js';

const sources = { north: { connector: 'north', version: '1.0.0' }, south: { connector: 'south', version: '1.0.0' } };
type Crm = keyof typeof sources;

function person(crm: Crm, id: string, email: string, originalSource: Channel, given: Partial<ContactRecord> = {}) {
  return contact(id, { source: sources[crm], emails: [email], originalSource, ...given });
}

/** `closed`: when the contact's won deals closed, by contact id; a deal's id says whose it is. */
function crmOf(crm: Crm, contacts: Sourced<ContactRecord>[], closed: Record<string, string[]>): FakeConnector {
  const deals = Object.entries(closed).flatMap(([owner, instants]) =>
    instants.map((closedAt, at) =>
      deal(`${owner}-${at}`, {
        source: sources[crm],
        won: true,
        closedAt,
        amount: { amount: '100.00', currency: 'EUR' },
      }),
    ),
  );
  return {
    version: '1.0.0',
    answers: {
      'deal.won': ({ since, until }) => deals.filter(({ closedAt }) => closedAt! >= since && closedAt! < until),
      'deal.byId': (id) => deals.find((each) => each.id === id) ?? null,
      'deal.idsByContact': (id) => deals.filter((each) => each.id.startsWith(`${id}-`)).map((each) => each.id),
      'contact.idsByDeal': (id) => [id.split('-')[0] ?? ''],
      'contact.byId': (id) => contacts.find((each) => each.id === id) ?? null,
      'contact.byEmail': (email) => contacts.find(({ emails }) => emails[0]?.toLowerCase() === email) ?? null,
      'contact.stageChanges': ({ stage }) =>
        contacts.filter(({ becameMarketingQualifiedAt, becameSalesQualifiedAt }) =>
          stage === 'MARKETING_QUALIFIED_LEAD' ? becameMarketingQualifiedAt : becameSalesQualifiedAt,
        ),
    },
  };
}

/** Ada buys in both CRMs in November; Bob bought in the south before; Cleo is in the north alone. */
const north = crmOf(
  'north',
  [
    person('north', '1', 'ada@example.org', 'PAID_SOCIAL', {
      becameMarketingQualifiedAt: '2026-11-02T00:00:00Z',
      becameSalesQualifiedAt: '2026-11-20T00:00:00Z',
    }),
    person('north', '2', 'bob@example.org', 'EMAIL', { becameMarketingQualifiedAt: '2026-11-04T00:00:00Z' }),
    person('north', '3', 'cleo@example.org', 'DIRECT'),
  ],
  { '1': ['2026-11-10T12:00:00Z'], '2': ['2026-11-11T12:00:00Z'], '3': ['2026-11-12T12:00:00Z'] },
);
const south = crmOf(
  'south',
  [
    person('south', '1', 'ADA@example.org', 'REFERRAL', {
      becameMarketingQualifiedAt: '2026-11-01T00:00:00Z',
      becameSalesQualifiedAt: '2026-11-21T00:00:00Z',
    }),
    person('south', '7', 'Bob@Example.org', 'REFERRAL'),
  ],
  { '1': ['2026-11-05T12:00:00Z'], '7': ['2025-01-01T12:00:00Z'] },
);

const NOVEMBER = 'range: { since: "2026-11-01", until: "2026-11-30" }';

test("a person's first won deal is over all CRMs, and a person in two is one new customer", async () => {
  const { data, errors } = await execute(
    { north, south },
    `{ performance(${NOVEMBER}, by: [CHANNEL, DAY]) { rows { day channel newCustomers } totals { newCustomers } } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    performance: {
      rows: [
        { day: '2026-11-05', channel: 'REFERRAL', newCustomers: 1 },
        { day: '2026-11-12', channel: 'DIRECT', newCustomers: 1 },
      ],
      totals: { newCustomers: 2 },
    },
  });
});

test("revenue stays with the contact of the deal's own CRM", async () => {
  const { at } = await execute(
    { north, south },
    `{ performance(${NOVEMBER}, by: [CHANNEL]) { rows { channel revenue { amount } } } }`,
  );
  expect(at('performance.rows')).toEqual([
    { channel: 'DIRECT', revenue: { amount: '100.00' } },
    { channel: 'PAID_SOCIAL', revenue: { amount: '100.00' } },
    { channel: 'EMAIL', revenue: { amount: '100.00' } },
    { channel: 'REFERRAL', revenue: { amount: '100.00' } },
  ]);
});

test('who became qualified in both CRMs is counted once, where it was first', async () => {
  const { at } = await execute(
    { north, south },
    `{ performance(${NOVEMBER}, by: [CHANNEL]) { rows { channel mqlToSql } totals { mqlToSql } } }`,
  );
  // Two people became marketing qualified, Ada in the south and Bob; one sales qualified, Ada in the north.
  expect(at('performance')).toEqual({
    rows: [
      { channel: 'PAID_SOCIAL', mqlToSql: null },
      { channel: 'EMAIL', mqlToSql: 0 },
      { channel: 'REFERRAL', mqlToSql: 0 },
    ],
    totals: { mqlToSql: 0.5 },
  });
});

test('the other CRM is asked in one batch a step, and not for whom it told of already', async () => {
  const { sources: asked } = await execute(
    { north, south },
    `{ performance(${NOVEMBER}) { totals { newCustomers } } }`,
  );
  expect(asked.log().filter((line) => /byEmail|idsByContact|deal.byId/.test(line))).toEqual([
    '4 contact.byEmail south ×2',
    '5 deal.idsByContact north ×3',
    '5 deal.idsByContact south ×2',
    '6 deal.byId south ×1',
  ]);
});

test('a CRM that fails to say who bought before leaves new customers null, and revenue whole', async () => {
  const forgetful: FakeConnector = {
    ...south,
    answers: {
      ...south.answers,
      'contact.byEmail': () => {
        throw new Fails({ class: 'transient', message: 'down' });
      },
    },
  };
  const { data, errors } = await execute(
    { north, south: forgetful },
    `{ performance(${NOVEMBER}) { totals { newCustomers revenue { amount } } } }`,
  );
  expect(data).toEqual({ performance: { totals: { newCustomers: null, revenue: { amount: '400.00' } } } });
  expect(errors).toMatchObject([{ path: 'performance.totals.newCustomers', extensions: { connector: 'south' } }]);
});
