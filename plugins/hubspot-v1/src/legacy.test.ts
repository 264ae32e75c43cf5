import { VendorError } from '@selvedge/connector-api';
import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { describe, expect, it } from 'vitest';
import hubspot from './index.js';

const {
  'contact.byId': byId,
  'contact.byEmail': byEmail,
  'contact.page': page,
  'contact.upsert': upsert,
} = hubspot.capabilities;
const answering = (answer: (request: ScriptedRequest) => ScriptedAnswer) =>
  scriptedCall({ connector: hubspot, answer });

const ada = {
  vid: 512,
  'canonical-vid': 512,
  'is-contact': true,
  properties: {
    email: { value: 'ada@example.org' },
    firstname: { value: 'Ada' },
    lastmodifieddate: { value: '1769934600000' },
  },
  'identity-profiles': [],
};
const unreadable = { vid: 513, properties: { email: { value: 'b@example.org' }, createdate: { value: 'yesterday' } } };

describe('contact.byId', () => {
  it('reads the map by vid into the order of the ids', async () => {
    const { call, requests } = answering(() => ({ body: { 512: ada } }));
    const found = await byId?.run(['900', '512', 'abc', '512'], call);
    expect(found?.map((one) => (one instanceof Error ? one : (one?.id ?? null)))).toEqual([null, '512', null, '512']);
    expect(found?.[1]).toMatchObject({
      emails: ['ada@example.org'],
      givenName: 'Ada',
      updatedAt: '2026-02-01T08:30:00.000Z',
    });
    expect(requests[0]?.path).toBe('/contacts/v1/contact/vids/batch');
    expect(requests[0]?.query.getAll('vid')).toEqual(['900', '512']);
    expect(requests[0]?.query.getAll('property')).toContain('associatedcompanyid');
  });

  it('fails a contact whose value cannot be read, and it alone', async () => {
    const { call } = answering(() => ({ body: { 512: ada, 513: unreadable } }));
    const [fine, failed] = (await byId?.run(['512', '513'], call)) ?? [];
    expect(fine).toMatchObject({ id: '512' });
    expect(VendorError.is(failed) && failed.failure.class).toBe('malformed');
  });

  it('calls a list in place of the map malformed', async () => {
    const { call } = answering(() => ({ body: { contacts: [ada] } }));
    await expect(byId?.run(['512'], call)).rejects.toMatchObject({ failure: { class: 'malformed' } });
  });
});

it('contact.byEmail matches in any case', async () => {
  const { call, requests } = answering(() => ({ body: { 512: ada } }));
  const found = await byEmail?.run(['ADA@Example.org', 'nobody@example.org'], call);
  expect(found?.map((one) => (one instanceof Error ? one : (one?.id ?? null)))).toEqual(['512', null]);
  expect(requests[0]?.query.getAll('email')).toEqual(['ada@example.org', 'nobody@example.org']);
});

describe('contact.page', () => {
  it('goes on at the vid offset until there is no more', async () => {
    const { call, requests } = answering(({ query }) => ({
      body: { contacts: [ada], 'has-more': query.get('vidOffset') === null, 'vid-offset': 513 },
    }));
    const [first] = (await page?.run([{ first: 1, after: null }], call)) ?? [];
    const [last] = (await page?.run([{ first: 1, after: '513' }], call)) ?? [];
    expect([first, last]).toMatchObject([{ next: '513' }, { next: null }]);
    expect(requests[1]).toMatchObject({ path: '/contacts/v1/lists/all/contacts/all' });
    expect(requests[1]?.query.get('vidOffset')).toBe('513');
  });

  it('searches where there is a query', async () => {
    const { call, requests } = answering(() => ({ body: { contacts: [ada], 'has-more': true, offset: 1, total: 2 } }));
    expect(await page?.run([{ first: 1, after: null, query: 'ada' }], call)).toMatchObject([{ next: '1' }]);
    expect(requests[0]?.path).toBe('/contacts/v1/search/query');
    expect(requests[0]?.query.get('q')).toBe('ada');
  });
});

describe('contact.upsert', () => {
  it('writes by the address, encoded, as a list of properties', async () => {
    const { call, requests } = answering(() => ({ body: { vid: 7, isNew: true } }));
    const written = await upsert?.run([{ email: 'a/b@example.org', givenName: 'Ada', phone: null }], call);
    expect(written).toEqual([{ id: '7', created: true }]);
    expect(requests[0]?.path).toBe('/contacts/v1/contact/createOrUpdate/email/a%2Fb%40example.org');
    expect(requests[0]?.body).toEqual({
      properties: [
        { property: 'email', value: 'a/b@example.org' },
        { property: 'firstname', value: 'Ada' },
        { property: 'phone', value: '' },
      ],
    });
  });

  it.each(['', '..'])('refuses %j as an address without a call', async (email) => {
    const { call, requests } = answering(() => ({ body: { vid: 7, isNew: true } }));
    const [refused] = (await upsert?.run([{ email }], call)) ?? [];
    expect(VendorError.is(refused) && refused.failure.class).toBe('invalid');
    expect(requests).toEqual([]);
  });
});

it('person.erase deletes by vid and says that HubSpot can bring it back', async () => {
  const { call, requests } = answering(({ method }) => ({
    body: method === 'DELETE' ? { vid: 512, deleted: true, reason: 'OK' } : { 512: ada },
  }));
  const outcomes = await hubspot.capabilities['person.erase']?.run(
    [{ email: 'ada@example.org' }, { email: 'nobody@example.org' }],
    call,
  );
  expect(outcomes).toMatchObject([
    { status: 'recoverable', ids: ['512'], note: expect.stringContaining('restorable') },
    { status: 'not-found', ids: [], note: null },
  ]);
  expect(requests.slice(1)).toMatchObject([{ method: 'DELETE', path: '/contacts/v1/contact/vid/512' }]);
});

it('has no lists: HubSpot took the legacy ones away', () => {
  expect(Object.keys(hubspot.capabilities).filter((name) => name.startsWith('audience'))).toEqual([]);
});
