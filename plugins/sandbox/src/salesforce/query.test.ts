import { describe, expect, test } from 'vitest';
import { SalesforceClient, world } from './testing/salesforce-client.js';

const client = new SalesforceClient();
const contacts = world.salesforcePeople.filter(({ object }) => object === 'Contact');
const leads = world.salesforcePeople.filter(({ object }) => object === 'Lead');
const records = async (soql: string) => (await client.query(soql)).json.records as Record<string, unknown>[];

describe('a query', () => {
  test('answers the fields that it names, and where each record is', async () => {
    const { status, json } = await client.query('SELECT Id, Email, CreatedDate FROM Contact ORDER BY Id LIMIT 1');
    expect(status).toBe(200);
    expect(json).toEqual({
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: { type: 'Contact', url: '/services/data/v66.0/sobjects/Contact/0035g0000000001AAA' },
          Id: '0035g0000000001AAA',
          Email: contacts[0]?.email,
          CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/),
        },
      ],
    });
  });

  test.each([
    ["Email IN ('ADA.BYRON@EXAMPLE.ORG', 'nobody@example.org')", 1],
    ["Email = 'ada.byron@example.org' AND NOT (LastName = 'Byron')", 0],
    ["LastName LIKE 'BYR%' OR FirstName LIKE '_da'", 1],
    ["LastName LIKE 'Byr\\%'", 0],
    ["FirstName = 'Ada\\' OR Id != \\''", 0],
    ['Email = null', 0],
    ['Email != null', contacts.length],
    ["Id NOT IN ('0035g0000000001')", contacts.length - 1],
    ["Id <= '0035g0000000001AAA'", 1],
    ['CreatedDate >= 2000-01-01T00:00:00Z AND CreatedDate < 2100-01-01T00:00:00+00:00', contacts.length],
  ])('finds contacts WHERE %s', async (where, count) => {
    expect(await records(`SELECT Id FROM Contact WHERE ${where}`)).toHaveLength(count);
  });

  test('knows leads, sales and dates without a time', async () => {
    expect(await records('SELECT Id FROM Lead WHERE IsConverted = false')).toHaveLength(leads.length);
    const won = await records('SELECT Id, CloseDate FROM Opportunity WHERE IsWon = true AND CloseDate < 2100-01-01');
    expect(won).toHaveLength(world.opportunities.filter((sale) => sale.won).length);
    expect(won[0]?.CloseDate).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('sorts as it is asked to, nulls first unless told otherwise', async () => {
    const phones = async (order: string) =>
      (await records(`SELECT Phone FROM Contact ORDER BY Phone ${order}`)).map(({ Phone }) => Phone);
    expect((await phones('ASC'))[0]).toBeNull();
    expect((await phones('ASC NULLS LAST')).at(-1)).toBeNull();
    expect((await phones('DESC')).at(-1)).toBeNull();
  });

  test('goes on in pages of at least 200 until it is done', async () => {
    const big = new SalesforceClient();
    const create = (at: number) => ({ attributes: { type: 'Contact' }, LastName: `Person ${at}` });
    for (let batch = 0; batch < 2; batch += 1) {
      const body = { records: Array.from({ length: 200 }, (_, at) => create(200 * batch + at)) };
      await big.call('POST /services/data/v66.0/composite/sobjects', { body });
    }
    const headers = { 'sforce-query-options': 'batchSize=10' };
    const first = await big.query("SELECT Id FROM Contact WHERE LastName LIKE 'Person %'", { headers });
    expect(first.json).toMatchObject({ totalSize: 400, done: false });
    expect(first.json.records).toHaveLength(200);
    expect(first.json.nextRecordsUrl).toMatch(/^\/services\/data\/v66\.0\/query\/01g\w{15}-200$/);
    const last = await big.call(`GET ${first.json.nextRecordsUrl}`);
    expect(last.json).toMatchObject({ totalSize: 400, done: true });
    expect(last.json).not.toHaveProperty('nextRecordsUrl');
    expect((await big.call(`GET ${first.json.nextRecordsUrl}`, { account: 'other' })).json).toMatchObject([
      { errorCode: 'INVALID_QUERY_LOCATOR' },
    ]);
  });

  test.each([
    ['SELECT Id FORM Contact', 'MALFORMED_QUERY'],
    ["SELECT Id FROM Contact WHERE Email = 'open", 'MALFORMED_QUERY'],
    ['SELECT Id FROM Contact LIMIT 1 OFFSET', 'MALFORMED_QUERY'],
    ['SELECT Nothing__c FROM Contact', 'INVALID_FIELD'],
    ["SELECT Id FROM Contact WHERE CreatedDate > '2026-01-01T00:00:00Z'", 'INVALID_FIELD'],
    ['SELECT Id FROM Opportunity WHERE CloseDate > 2026-01-01T00:00:00Z', 'INVALID_FIELD'],
    ["SELECT Id FROM Contact WHERE Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR'],
    ['SELECT Id FROM Nothing', 'INVALID_TYPE'],
  ])('is refused: %s', async (soql, errorCode) => {
    expect(await client.query(soql)).toMatchObject({ status: 400, json: [{ errorCode }] });
  });
});

test('what is deleted is found by queryAll alone', async () => {
  const own = new SalesforceClient();
  const q = new URLSearchParams({ q: "SELECT Id, IsDeleted FROM Contact WHERE Id = '0035g0000000001'" });
  await own.call('DELETE /services/data/v66.0/sobjects/Contact/0035g0000000001AAA');
  expect((await own.call(`GET /services/data/v66.0/query?${q}`)).json.totalSize).toBe(0);
  expect((await own.call(`GET /services/data/v66.0/queryAll?${q}`)).json.records).toMatchObject([{ IsDeleted: true }]);
});
