import { describe, expect, test } from 'vitest';
import { HubSpotClient, NOW } from '../../testing/hubspot-client.js';

const hubspot = new HubSpotClient({ quotas: false });

describe('legacy contacts', () => {
  test('lists a page with kebab-case keys and epoch milliseconds', async () => {
    const { status, json } = await hubspot.call(
      'GET /contacts/v1/lists/all/contacts/all?count=1&property=email&property=lastmodifieddate&property=mobilephone',
    );
    expect(status).toBe(200);
    expect(json).toEqual({
      contacts: [
        {
          addedAt: 1767607200000,
          vid: 501,
          'canonical-vid': 501,
          'merged-vids': [],
          'portal-id': 48120096,
          'is-contact': true,
          properties: { email: { value: 'ada@example.org' }, lastmodifieddate: { value: '1769934600000' } },
          'form-submissions': [],
          'identity-profiles': [
            {
              vid: 501,
              'saved-at-timestamp': 1767607200000,
              'deleted-changed-timestamp': 0,
              identities: [
                { type: 'EMAIL', value: 'ada@example.org', timestamp: 1767607200000, 'is-primary': true },
                {
                  type: 'LEAD_GUID',
                  value: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
                  timestamp: 1767607200000,
                },
              ],
            },
          ],
          'merge-audits': [],
        },
      ],
      'has-more': true,
      'vid-offset': 502,
    });
  });

  test('pages on from vid-offset to the end', async () => {
    const { json } = await hubspot.call('GET /contacts/v1/lists/all/contacts/all?vidOffset=502');
    expect(json.contacts.map((contact: { vid: number }) => contact.vid)).toEqual([503]);
    expect(json['has-more']).toBe(false);
    expect(Object.keys(json.contacts[0].properties)).toEqual(['firstname', 'lastname', 'lastmodifieddate']);
  });

  test('reads a profile with the history of its values, absent properties absent', async () => {
    const { json } = await hubspot.call('GET /contacts/v1/contact/vid/503/profile');
    expect(json.properties.firstname).toMatchObject({ value: 'Grace', versions: [{ value: 'Grace' }] });
    expect(json.properties).not.toHaveProperty('phone');
    const byEmail = await hubspot.call('GET /contacts/v1/contact/email/GRACE@example.org/profile');
    expect(byEmail.json.vid).toBe(503);
  });

  test('says in the legacy shape that a contact does not exist', async () => {
    const { status, json } = await hubspot.call('GET /contacts/v1/contact/vid/502/profile');
    expect(status).toBe(404);
    expect(json).toEqual({ status: 'error', message: 'contact does not exist', correlationId: expect.any(String) });
  });

  test('reads batches as a map keyed by vid, without those that do not exist', async () => {
    const byVid = await hubspot.call('GET /contacts/v1/contact/vids/batch?vid=503&vid=501&vid=9&property=email');
    expect(Object.keys(byVid.json)).toEqual(['501', '503']);
    const byEmail = await hubspot.call(
      'GET /contacts/v1/contact/emails/batch?email=ada@example.org&email=nobody@example.org&propertyMode=value_only',
    );
    expect(Object.keys(byEmail.json)).toEqual(['501']);
    expect(byEmail.json['501'].properties.hs_searchable_calculated_phone_number).toEqual({ value: '49301234567' });
  });

  test('refuses a batch of more than 100', async () => {
    const vids = Array.from({ length: 101 }, (_, index) => `vid=${index}`).join('&');
    expect((await hubspot.call(`GET /contacts/v1/contact/vids/batch?${vids}`)).status).toBe(400);
  });

  test('searches by words and phone digits', async () => {
    const { json } = await hubspot.call('GET /contacts/v1/search/query?q=4930123');
    expect(json).toMatchObject({ query: '4930123', offset: 1, 'has-more': false, total: 1, contacts: [{ vid: 501 }] });
  });

  test('creates, updates and deletes for one account only', async () => {
    const write = 'POST /contacts/v1/contact/createOrUpdate/email/new@example.org';
    const body = { properties: [{ property: 'lifecyclestage', value: 'marketingqualifiedlead' }] };
    expect((await hubspot.call(write, { body, account: 'writer' })).json).toEqual({ vid: 504, isNew: true });
    expect((await hubspot.call(write, { body, account: 'writer' })).json).toEqual({ vid: 504, isNew: false });

    const profile = 'GET /contacts/v1/contact/vid/504/profile?propertyMode=value_only';
    const { json } = await hubspot.call(profile, { account: 'writer' });
    expect(json.properties).toMatchObject({
      email: { value: 'new@example.org' },
      hs_lifecyclestage_marketingqualifiedlead_date: { value: String(NOW) },
    });
    expect((await hubspot.call(profile)).status).toBe(404);

    const removal = await hubspot.call('DELETE /contacts/v1/contact/vid/504', { account: 'writer' });
    expect(removal.json).toEqual({ vid: 504, deleted: true, reason: 'OK' });
    expect((await hubspot.call(profile, { account: 'writer' })).status).toBe(404);
  });

  test('refuses an address that is none', async () => {
    const { status, json } = await hubspot.call('POST /contacts/v1/contact/createOrUpdate/email/nonsense', {
      body: { properties: [] },
    });
    expect(status).toBe(400);
    expect(json).toMatchObject({
      message: 'Property values were not valid',
      validationResults: [{ isValid: false, error: 'INVALID_EMAIL', name: 'email' }],
    });
  });
});
