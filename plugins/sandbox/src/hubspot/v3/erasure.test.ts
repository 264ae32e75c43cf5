import { beforeEach, describe, expect, test } from 'vitest';
import { HubSpotClient } from '../../testing/hubspot-client.js';

let hubspot: HubSpotClient;
beforeEach(() => {
  hubspot = new HubSpotClient();
});

const CONTACTS = '/crm/objects/2026-03/contacts';
const erase = (body: object) => hubspot.call(`POST ${CONTACTS}/gdpr-delete`, { body });
const create = (email: string) => hubspot.call(`POST ${CONTACTS}`, { body: { properties: { email } } });

describe('gdpr-delete', () => {
  test('takes a contact away for good, in every generation and from the archive, in one account only', async () => {
    expect((await erase({ objectId: 'ada@example.org', idProperty: 'email' })).status).toBe(204);
    expect((await hubspot.call('GET /crm/v3/objects/contacts/501')).status).toBe(404);
    expect((await hubspot.call('GET /contacts/v1/contact/vid/501/profile')).status).toBe(404);
    expect((await hubspot.call(`GET ${CONTACTS}?archived=true`)).json).toMatchObject({ results: [] });
    expect((await hubspot.call(`GET ${CONTACTS}/501`, { account: 'other' })).status).toBe(200);
  });

  test('lets an erased address be written again', async () => {
    await erase({ objectId: '501' });
    expect((await create('ada@example.org')).status).toBe(201);
  });

  test('blocks an address that no contact has: it can never be created again', async () => {
    expect((await erase({ objectId: 'New@example.org', idProperty: 'email' })).status).toBe(204);
    const refused = { status: 400, json: { category: 'VALIDATION_ERROR', errors: [{ code: 'CONTACT_BLOCKLISTED' }] } };
    expect(await create('new@example.org')).toMatchObject(refused);
    const legacy = { body: { properties: [] } };
    expect(await hubspot.call('POST /contacts/v1/contact/createOrUpdate/email/new@example.org', legacy)).toMatchObject(
      refused,
    );
  });

  test('knows no id that is not there', async () => {
    expect(await erase({ objectId: '999' })).toMatchObject({ status: 404, json: { category: 'OBJECT_NOT_FOUND' } });
  });
});
