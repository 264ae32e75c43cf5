import { describe, expect, test } from 'vitest';
import { HubSpotClient } from '../../testing/hubspot-client.js';

const hubspot = new HubSpotClient({ quotas: false });

function read(from: string, to: string, ids: number[], account = 'demo') {
  const inputs = ids.map((id) => ({ id: String(id) }));
  return hubspot.call(`POST /crm/v4/associations/${from}/${to}/batch/read`, { account, body: { inputs } });
}

describe('v4 associations', () => {
  test.each([
    ['contacts', 'companies', 501, [801]],
    ['company', 'contact', 801, [501, 503]],
    ['contact', 'deals', 501, [901]],
    ['deals', 'contacts', 901, [501]],
    ['deal', 'company', 902, [802]],
    ['companies', 'deals', 802, [902]],
  ])('%s to %s', async (from, to, id, expected) => {
    const { status, json } = await read(from, to, [id]);
    expect(status).toBe(200);
    expect(json.results[0].from).toEqual({ id: String(id) });
    expect(json.results[0].to.map((target: { toObjectId: number }) => target.toObjectId)).toEqual(expected);
  });

  test('tell the types of an association', async () => {
    const { json } = await read('contacts', 'companies', [501]);
    expect(json.results[0].to[0].associationTypes).toEqual([
      { category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
      { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
    ]);
  });

  test('make an input without any an error of a 207', async () => {
    const { status, json } = await read('deals', 'contacts', [902, 901]);
    expect(status).toBe(207);
    expect(json.results).toHaveLength(1);
    expect(json).toMatchObject({
      numErrors: 1,
      errors: [
        {
          status: 'error',
          category: 'OBJECT_NOT_FOUND',
          subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
          message: 'No contact is associated with deal 902.',
          context: { fromObjectId: ['902'], fromObjectType: ['deal'], toObjectType: ['contact'] },
        },
      ],
    });
  });

  test('follow what an account writes', async () => {
    const account = 'mover';
    const properties = { associatedcompanyid: '802' };
    await hubspot.call('PATCH /crm/v3/objects/contacts/503', { account, body: { properties } });
    const { json } = await read('companies', 'contacts', [801, 802], account);
    const targets = json.results.map(({ to }: { to: { toObjectId: number }[] }) => to.map((one) => one.toObjectId));
    expect(targets).toEqual([[501], [503]]);
  });

  test('refuse over 1,000 inputs and unknown types', async () => {
    const many = Array.from({ length: 1_001 }, (_, index) => index);
    expect((await read('contacts', 'deals', many)).status).toBe(400);
    expect((await read('contacts', 'tickets', [1])).status).toBe(400);
  });
});
