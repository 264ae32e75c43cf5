import { beforeEach, describe, expect, test } from 'vitest';
import { SalesforceClient } from './testing/salesforce-client.js';

const ADA = '0035g0000000001AAA';
const V39 = '/services/data/v39.0';
const V66 = '/services/data/v66.0';
const NEW = { Email: 'New@Example.org', LastName: 'New' };

let client: SalesforceClient;
beforeEach(() => {
  client = new SalesforceClient();
});

describe('one record', () => {
  test('is read by the long and the short id, with the fields that are named', async () => {
    const { json } = await client.call(`GET ${V39}/sobjects/Contact/${ADA}?fields=Email,LastName`);
    expect(json).toMatchObject({ LastName: 'Byron', attributes: { type: 'Contact' } });
    expect(Object.keys(json)).toEqual(['attributes', 'Email', 'LastName']);
    expect((await client.call(`GET ${V39}/sobjects/Contact/${ADA.slice(0, 15)}`)).json.Id).toBe(ADA);
    expect(await client.call(`GET ${V39}/sobjects/Contact/0035g0000ZZZZZZ`)).toMatchObject({
      status: 404,
      json: [{ errorCode: 'NOT_FOUND' }],
    });
  });

  test('goes to the recycle bin once, in its own account, with its roles', async () => {
    const roles = `SELECT Id FROM OpportunityContactRole WHERE ContactId = '${ADA}'`;
    expect((await client.query(roles)).json.totalSize).toBeGreaterThan(0);
    expect((await client.call(`DELETE ${V39}/sobjects/Contact/${ADA}`)).status).toBe(204);
    expect(await client.call(`DELETE ${V39}/sobjects/Contact/${ADA}`)).toMatchObject({
      status: 404,
      json: [{ errorCode: 'ENTITY_IS_DELETED' }],
    });
    expect((await client.query(roles)).json.totalSize).toBe(0);
    expect((await client.call(`GET ${V39}/sobjects/Contact/${ADA}`, { account: 'other' })).status).toBe(200);
  });

  test('is created, then changed, by its external id; old versions tell no id of a change', async () => {
    const path = (version: string) => `PATCH ${version}/sobjects/Contact/Email_Key__c/new%40example.org`;
    const created = await client.call(path(V39), { body: NEW });
    expect(created).toMatchObject({ status: 201, json: { success: true, errors: [] } });
    expect(await client.call(path(V39), { body: { FirstName: 'N' } })).toMatchObject({ status: 204, json: undefined });
    expect(await client.call(path(V66), { body: { Phone: '1' } })).toMatchObject({
      status: 200,
      json: { id: created.json.id, created: false },
    });
    const { json } = await client.call(`GET ${V39}/sobjects/Contact/Email_Key__c/NEW@example.org`);
    expect(json).toMatchObject({ Id: created.json.id, Name: 'N New', Email: 'New@Example.org', Phone: '1' });
  });

  test.each([
    ['without a last name', { Email: 'a@example.org' }, 400, 'REQUIRED_FIELD_MISSING'],
    ['with a bad address', { ...NEW, Email: 'no-address' }, 400, 'INVALID_EMAIL_ADDRESS'],
    ['with an unknown field', { ...NEW, Nope__c: 'x' }, 400, 'INVALID_FIELD'],
    ['with a field of the system', { ...NEW, CreatedDate: 'x' }, 400, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
    ['with a value that is too long', { ...NEW, FirstName: 'x'.repeat(41) }, 400, 'STRING_TOO_LONG'],
    ['with a key that another has', { ...NEW, Email_Key__c: 'ADA.byron@example.org' }, 400, 'DUPLICATE_VALUE'],
  ])('is refused %s', async (_case, body, status, errorCode) => {
    expect(await client.call(`POST ${V66}/sobjects/Contact`, { body })).toMatchObject({
      status,
      json: [{ errorCode }],
    });
  });

  test('of another type than people cannot be written', async () => {
    const deletion = await client.call(`DELETE ${V66}/sobjects/Opportunity/0065g0000000001AAA`);
    expect(deletion).toMatchObject({ status: 403, json: [{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }] });
  });
});

describe('collections', () => {
  const path = `${V66}/composite/sobjects`;

  test('read in the order of the ids, null for what is not there', async () => {
    const body = { ids: ['0035g0000ZZZZZZ', ADA, 'x', ADA], fields: ['Id'] };
    const { json } = await client.call(`POST ${path}/Contact`, { body });
    expect(json.map((row: { Id: string } | null) => row?.Id ?? null)).toEqual([null, ADA, null, ADA]);
  });

  test('take 2,000 ids to read and 200 records to write', async () => {
    const ids = (count: number) => ({ ids: Array.from({ length: count }, () => ADA), fields: ['Id'] });
    expect((await client.call(`POST ${path}/Contact`, { body: ids(2_000) })).status).toBe(200);
    expect((await client.call(`POST ${path}/Contact`, { body: ids(2_001) })).status).toBe(400);
    const records = Array.from({ length: 201 }, () => ({ attributes: { type: 'Contact' }, LastName: 'X' }));
    expect((await client.call(`POST ${path}`, { body: { records } })).status).toBe(400);
  });

  test('refuse a field that is none for all', async () => {
    const body = { ids: [ADA], fields: ['Nope__c'] };
    expect((await client.call(`POST ${path}/Contact`, { body })).json).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
  });

  const upsert = (allOrNone: boolean) => ({
    body: {
      allOrNone,
      records: [
        { attributes: { type: 'Contact' }, Email_Key__c: 'new@example.org', ...NEW },
        { attributes: { type: 'Contact' }, Email_Key__c: 'bad@example.org', Email: 'bad@example.org' },
        { attributes: { type: 'Contact' }, Email_Key__c: 'ada.byron@example.org', FirstName: 'A.' },
      ],
    },
  });
  const missing = { statusCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] };

  test('upsert what they can and tell the rest, in a 200', async () => {
    const { status, json } = await client.call(`PATCH ${path}/Contact/Email_Key__c`, upsert(false));
    expect(status).toBe(200);
    expect(json).toMatchObject([
      { success: true, created: true, errors: [] },
      { success: false, errors: [missing] },
      { id: ADA, success: true, created: false },
    ]);
  });

  test('write nothing where all or none is wanted', async () => {
    const { json } = await client.call(`PATCH ${path}/Contact/Email_Key__c`, upsert(true));
    const rolledBack = { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] };
    expect(json).toMatchObject([rolledBack, { errors: [missing] }, rolledBack]);
    expect((await client.call(`GET ${V66}/sobjects/Contact/${ADA}`)).json.FirstName).toBe('Ada');
  });

  test('refuse an external id that comes twice', async () => {
    const record = { attributes: { type: 'Contact' }, Email_Key__c: 'new@example.org', ...NEW };
    const { json } = await client.call(`PATCH ${path}/Contact/Email_Key__c`, { body: { records: [record, record] } });
    expect(json).toMatchObject([{ success: false }, { success: false, errors: [{ statusCode: 'DUPLICATE_VALUE' }] }]);
  });

  test('delete each on its own', async () => {
    const { json } = await client.call(`DELETE ${path}?ids=${ADA},0035g0000ZZZZZZ&allOrNone=false`);
    expect(json).toMatchObject([
      { id: ADA, success: true },
      { success: false, errors: [{ statusCode: 'NOT_FOUND' }] },
    ]);
  });
});
