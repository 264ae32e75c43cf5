import { describe, expect, test } from 'vitest';
import { HubSpotClient } from '../../testing/hubspot-client.js';
import { smallWorld } from '../../testing/small-world.js';

const hubspot = new HubSpotClient({ quotas: false });

async function idsOf(type: string, body: object): Promise<string[]> {
  const { status, json } = await hubspot.call(`POST /crm/v3/objects/${type}/search`, { body });
  expect(status).toBe(200);
  return json.results.map((result: { id: string }) => result.id);
}

function where(filter: object): object {
  return { filterGroups: [{ filters: [filter] }] };
}

describe('search', () => {
  test.each([
    [{ propertyName: 'email', operator: 'EQ', value: 'ADA@example.org' }, ['501']],
    [{ propertyName: 'firstname', operator: 'NEQ', value: 'ada' }, ['503']],
    [{ propertyName: 'email', operator: 'IN', values: ['grace@example.org', 'nobody@example.org'] }, ['503']],
    [{ propertyName: 'firstname', operator: 'NOT_IN', values: ['grace'] }, ['501']],
    [{ propertyName: 'hs_object_id', operator: 'LT', value: '503' }, ['501']],
    [{ propertyName: 'hs_object_id', operator: 'LTE', value: '501' }, ['501']],
    [{ propertyName: 'hs_object_id', operator: 'GT', value: '501' }, ['503']],
    [{ propertyName: 'createdate', operator: 'GTE', value: '2026-01-05T10:00:00.000Z' }, ['501', '503']],
    [{ propertyName: 'createdate', operator: 'BETWEEN', value: '1767607200001', highValue: '1769934600000' }, []],
    [{ propertyName: 'phone', operator: 'HAS_PROPERTY' }, ['501']],
    [{ propertyName: 'phone', operator: 'NOT_HAS_PROPERTY' }, ['503']],
    [{ propertyName: 'email', operator: 'CONTAINS_TOKEN', value: 'gra*@example.org' }, ['503']],
    [{ propertyName: 'hs_searchable_calculated_phone_number', operator: 'EQ', value: '49301234567' }, ['501']],
  ])('%j finds %j', async (filter, ids) => {
    expect(await idsOf('contacts', where(filter))).toEqual(ids);
  });

  test('joins filters by AND, groups by OR, and sorts', async () => {
    const groups = [
      {
        filters: [
          { propertyName: 'firstname', operator: 'EQ', value: 'Ada' },
          { propertyName: 'lastname', operator: 'EQ', value: 'Byron' },
        ],
      },
      { filters: [{ propertyName: 'firstname', operator: 'EQ', value: 'Grace' }] },
    ];
    const sorts = [{ propertyName: 'firstname', direction: 'DESCENDING' }];
    expect(await idsOf('contacts', { filterGroups: groups, sorts })).toEqual(['503', '501']);
  });

  test('takes words in query', async () => {
    expect(await idsOf('companies', { query: 'company2' })).toEqual(['802']);
  });

  test('pages by the number of matches and tells the total', async () => {
    const { json } = await hubspot.call('POST /crm/v3/objects/deals/search', { body: { limit: 1 } });
    expect(json).toMatchObject({ total: 2, results: [{ id: '901' }], paging: { next: { after: '1' } } });
    const next = await hubspot.call('POST /crm/v3/objects/deals/search', { body: { limit: 1, after: '1' } });
    expect(next.json).toMatchObject({ total: 2, results: [{ id: '902' }] });
    expect(next.json).not.toHaveProperty('paging');
  });

  test('ends at 10,000 results with an error', async () => {
    const world = smallWorld();
    const companies = Array.from({ length: 10_050 }, (_, index) => ({
      ...world.companies[0]!,
      index: index + 1,
      id: index + 1,
    }));
    const large = new HubSpotClient({ world: { ...world, companies }, quotas: false });
    const path = 'POST /crm/v3/objects/companies/search';
    const last = await large.call(path, { body: { limit: 200, after: '9800' } });
    expect(last.json).toMatchObject({ total: 10_050, paging: { next: { after: '10000' } } });
    const beyond = await large.call(path, { body: { limit: 200, after: '10000' } });
    expect(beyond.status).toBe(400);
    expect(beyond.json.category).toBe('VALIDATION_ERROR');
  });

  test.each([
    [{ limit: 201 }],
    [where({ propertyName: 'nonsense', operator: 'EQ', value: '1' })],
    [where({ propertyName: 'email', operator: 'LIKE', value: 'a' })],
    [where({ propertyName: 'email', operator: 'EQ' })],
    [{ filterGroups: Array.from({ length: 6 }, () => ({ filters: [] })) }],
  ])('refuses %j', async (body) => {
    const { status, json } = await hubspot.call('POST /crm/v3/objects/contacts/search', { body });
    expect(status).toBe(400);
    expect(json.category).toBe('VALIDATION_ERROR');
  });
});
