import { beforeEach, describe, expect, test } from 'vitest';
import { MarketoClient, refusal } from './marketo-client.fixture.js';

let marketo: MarketoClient;
beforeEach(() => {
  marketo = new MarketoClient();
});

const read = (email: string) => marketo.call(`GET /leads.json?filterType=email&filterValues=${email}`);
const sync = (input: object[], more: object = {}) => marketo.call('POST /leads.json', { body: { input, ...more } });

describe('reading leads', () => {
  test('by id shows the default fields; a field without a value is left out', async () => {
    const { json } = await marketo.call('GET /leads.json?filterType=id&filterValues=13,99');
    expect(json).toMatchObject({ success: true, requestId: expect.stringContaining('#') });
    expect(json.result).toEqual([
      {
        id: 13,
        email: 'grace@example.org',
        firstName: 'Grace',
        lastName: 'Byron',
        createdAt: '2026-01-05T10:00:00Z',
        updatedAt: '2026-02-01T08:30:00Z',
      },
    ]);
    expect(json).not.toHaveProperty('errors');
    const { json: phones } = await marketo.call('GET /leads.json?filterType=id&filterValues=11,12&fields=phone');
    expect(phones.result).toEqual([{ id: 11, phone: '+44-20-7946-0000' }, { id: 12 }]);
  });

  test('by address shows every lead that has it, in any case, page by page', async () => {
    const first = await marketo.call('GET /leads.json?filterType=email&filterValues=ADA@example.org&batchSize=1');
    expect(first.json).toMatchObject({ result: [{ id: 11 }], moreResult: true });
    const more = `&batchSize=1&nextPageToken=${first.json.nextPageToken}`;
    const last = await marketo.call(`GET /leads.json?filterType=email&filterValues=ada@example.org${more}`);
    expect(last.json.result).toMatchObject([{ id: 12 }]);
    expect(last.json).not.toHaveProperty('nextPageToken');
  });

  test('takes a form where the address would be too long', async () => {
    const values = Array.from({ length: 290 }, (_, n) => `somebody.with.a.long.name.${n}@example.org`).join(',');
    const long = await marketo.call(`GET /leads.json?filterType=email&filterValues=${values}`);
    expect(long).toEqual({ status: 414, json: null });
    const form = { filterType: 'email', filterValues: `${values},grace@example.org` };
    expect((await marketo.call('POST /leads.json?_method=GET', { form })).json.result).toMatchObject([{ id: 13 }]);
  });

  test.each([
    ['GET /leads.json?filterType=id', '1003'],
    ['GET /leads.json?filterType=shoeSize&filterValues=1', '1003'],
    [`GET /leads.json?filterType=id&filterValues=${Array.from({ length: 301 }, (_, n) => n).join(',')}`, '1003'],
    ['GET /leads.json?filterType=id&filterValues=x', '1001'],
    ['GET /leads.json?filterType=id&filterValues=1&fields=shoeSize', '1006'],
    ['GET /lead/99.json', '1004'],
    ['GET /nothing.json', '610'],
  ])('refuses %s inside a 200', async (call, code) => {
    expect(await marketo.call(call)).toMatchObject(refusal(code));
  });
});

describe('writing leads', () => {
  test('creates, then updates, in one account only', async () => {
    const created = await sync([{ email: 'New@example.org', firstName: 'New' }]);
    expect(created.json).toMatchObject({ success: true, result: [{ id: 14, status: 'created' }] });
    expect((await sync([{ email: 'new@example.org', phone: '1' }])).json.result).toEqual([
      { id: 14, status: 'updated' },
    ]);
    const { json } = await read('new@example.org');
    expect(json.result).toMatchObject([{ id: 14, firstName: 'New' }]);
    const other = { account: 'other' };
    expect((await marketo.call('GET /leads.json?filterType=id&filterValues=14', other)).json.result).toEqual([]);
  });

  test('says for each record that it skips why, and writes the others', async () => {
    const { json } = await sync([
      { email: '' },
      { email: 'no-address' },
      { email: 'ada@example.org' },
      { email: 'x@example.org', shoeSize: '42' },
      { email: 'fine@example.org' },
    ]);
    expect(json.success).toBe(true);
    expect(
      json.result.map(
        ({ status, reasons }: { status: string; reasons?: [{ code: string }] }) => reasons?.[0].code ?? status,
      ),
    ).toEqual(['1003', '1001', '1007', '1006', 'created']);
  });

  test('heeds the action', async () => {
    const email = 'grace@example.org';
    expect((await sync([{ email }], { action: 'createOnly' })).json.result[0].reasons[0].code).toBe('1005');
    expect((await sync([{ email: 'x@example.org' }], { action: 'updateOnly' })).json.result[0].reasons[0].code).toBe(
      '1004',
    );
    expect((await sync([{ email }], { action: 'createDuplicate' })).json.result).toMatchObject([{ status: 'created' }]);
    expect((await read(email)).json.result).toHaveLength(2);
    expect(await sync([{ email }], { action: 'sideways' })).toMatchObject(refusal('1003'));
  });

  test('makes two leads of one new address that comes twice at the same time', async () => {
    const authorization = `Bearer ${(await marketo.token()).access_token}`;
    const write = () =>
      marketo.call('POST /leads.json', { authorization, body: { input: [{ email: 'twin@example.org' }] } });
    const answers = await Promise.all([write(), write()]);
    expect(answers.map(({ json }) => json.result[0].status)).toEqual(['created', 'created']);
  });

  test('deletes; what is not there is skipped', async () => {
    const { json } = await marketo.call('POST /leads/delete.json', { body: { input: [{ id: 11 }, { id: 99 }] } });
    expect(json.result).toEqual([
      { id: 11, status: 'deleted' },
      { id: 99, status: 'skipped', reasons: [{ code: '1004', message: 'Lead not found' }] },
    ]);
    expect((await read('ada@example.org')).json.result).toMatchObject([{ id: 12 }]);
  });

  test('refuses what it cannot read', async () => {
    expect(await sync([])).toMatchObject(refusal('1003'));
    const form = { input: 'x' };
    expect(await marketo.call('POST /leads.json', { form })).toMatchObject(refusal('612'));
    const large = await sync([{ email: 'x@example.org', company: 'x'.repeat(1_048_576) }]);
    expect(large).toEqual({ status: 413, json: null });
  });
});
