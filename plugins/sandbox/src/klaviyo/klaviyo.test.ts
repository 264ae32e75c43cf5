import { describe, expect, it } from 'vitest';
import { KlaviyoClient, world } from './testing/klaviyo-client.js';
import { PublishedSpec } from './testing/published-spec.fixture.js';

const [ada] = world.klaviyo.profiles;
const anyEmail = (...emails: string[]) => encodeURIComponent(`any(email,${JSON.stringify(emails)})`);
const newProfile = (attributes: object) => ({ data: { type: 'profile', attributes } });

describe('getting in', () => {
  it('takes a private key only', async () => {
    const client = new KlaviyoClient();
    for (const authorization of ['Bearer pk_sandbox_acme', 'Klaviyo-API-Key pk_live_acme']) {
      const answer = await client.call('GET /api/profiles', { headers: { authorization } });
      expect(answer).toMatchObject({ status: 401, json: { errors: [{ code: 'authentication_failed' }] } });
    }
  });

  it('refuses a retired revision with 410 and a missing or unknown one with 400', async () => {
    const client = new KlaviyoClient();
    const status = async (revision: string) => (await client.call('GET /api/lists', { headers: { revision } })).status;
    expect(await status('2024-07-15')).toBe(410);
    expect(await status('2024-10-15')).toBe(410);
    expect(await status('')).toBe(400);
    expect(await status('2025-01-15')).toBe(400);
    expect(await status('newest')).toBe(400);
  });

  it('keeps the paths of one revision from the other', async () => {
    expect((await new KlaviyoClient('2022-10-17').call('GET /api/lists')).status).toBe(404);
    expect((await new KlaviyoClient('2026-07-15').call('GET /api/lists/')).status).toBe(404);
  });

  it('takes a body of the newer revision as application/vnd.api+json only', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = newProfile({ email: 'new@example.org' });
    expect((await new KlaviyoClient().call('POST /api/profile-import', { body, headers })).status).toBe(415);
  });
});

describe('limits', () => {
  it('count per account and operation, describe the minute, and leave only Retry-After on a 429', async () => {
    const client = new KlaviyoClient();
    const first = await client.call('GET /api/profiles');
    expect(first.headers).toMatchObject({
      'ratelimit-limit': '750',
      'ratelimit-remaining': '749',
      'ratelimit-reset': '60',
    });
    for (let calls = 1; calls < 75; calls++) await client.call('GET /api/profiles');
    const refused = await client.call('GET /api/profiles');
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(refused.json).toMatchObject({ errors: [{ code: 'throttled' }] });
    expect(refused.headers).not.toHaveProperty('ratelimit-remaining');
    expect((await client.call('GET /api/lists')).status).toBe(200);
    expect((await client.call('GET /api/profiles', { account: 'globex' })).status).toBe(200);
    client.now += 1_000;
    expect((await client.call('GET /api/profiles')).headers['ratelimit-remaining']).toBe('674');
  });

  it('are narrower for lists in a profile, and off without quotas', async () => {
    const client = new KlaviyoClient();
    const path = `GET /api/profiles/${ada?.id}?include=lists`;
    expect((await client.call(path)).headers['ratelimit-limit']).toBe('15');
    expect((await client.call(path)).status).toBe(429);
    const free = new KlaviyoClient('2026-07-15', { quotas: false });
    for (let calls = 0; calls < 20; calls++) expect((await free.call(path)).status).toBe(200);
  });
});

describe('reading', () => {
  it('finds profiles by address in any case, and tells subscriptions only when asked', async () => {
    const client = new KlaviyoClient();
    const path = `/api/profiles?filter=${anyEmail('ADA.BYRON@example.org', 'nobody@example.org')}`;
    const found = await client.call(`GET ${path}`);
    expect(found.json).toMatchObject({ data: [{ id: ada?.id, attributes: { email: 'ada.byron@example.org' } }] });
    expect(JSON.stringify(found.json)).not.toContain('subscriptions');
    const asked = await client.call(`GET ${path}&additional-fields[profile]=subscriptions`);
    expect(asked.json).toMatchObject({
      data: [{ attributes: { subscriptions: { email: { marketing: { consent: ada?.emailConsent } } } } }],
    });
  });

  it.each(['2022-10-17', '2026-07-15'] as const)('pages to the end by links.next in %s', async (revision) => {
    const client = new KlaviyoClient(revision, { quotas: false });
    const ids: string[] = [];
    let path: string | null = revision === '2022-10-17' ? '/api/profiles/' : '/api/profiles?page[size]=50';
    while (path !== null) {
      const { json } = await client.call(`GET ${path}`);
      const { data, links } = json as { data: { id: string }[]; links: { next: string | null } };
      ids.push(...data.map(({ id }) => id));
      path = links.next === null ? null : links.next.slice('https://a.klaviyo.com'.length);
    }
    expect(ids).toEqual(world.klaviyo.profiles.map(({ id }) => id));
  });

  it('refuses page sizes that are too large, or that the revision does not have', async () => {
    const tooLarge = await new KlaviyoClient().call('GET /api/lists?page[size]=11');
    expect(tooLarge).toMatchObject({ status: 400, json: { errors: [{ source: { parameter: 'page[size]' } }] } });
    expect((await new KlaviyoClient('2022-10-17').call('GET /api/lists/?page[size]=5')).status).toBe(400);
  });
});

describe('writing', () => {
  it('creates once, then says who has the address, and shows it to this account only', async () => {
    const client = new KlaviyoClient();
    const body = newProfile({ email: 'New@Example.org', phone_number: '+15005550006' });
    const created = await client.call('POST /api/profiles', { body });
    const { id } = (created.json as { data: { id: string } }).data;
    expect(await client.call('POST /api/profiles', { body })).toMatchObject({
      status: 409,
      json: { errors: [{ code: 'duplicate_profile', meta: { duplicate_profile_id: id } }] },
    });
    expect((await client.call(`GET /api/profiles/${id}`)).status).toBe(200);
    expect((await client.call(`GET /api/profiles/${id}`, { account: 'globex' })).status).toBe(404);
  });

  it('names the attribute that is wrong', async () => {
    const client = new KlaviyoClient();
    const pointerFor = async (attributes: object) => {
      const { json } = await client.call('POST /api/profile-import', { body: newProfile(attributes) });
      return (json as { errors: { source: { pointer: string } }[] }).errors[0]?.source.pointer;
    };
    expect(await pointerFor({ email: 'no address' })).toBe('/data/attributes/email');
    expect(await pointerFor({ email: 'a@example.org', phone_number: '020 7946 0000' })).toBe(
      '/data/attributes/phone_number',
    );
    expect(await pointerFor({ email: 'a@example.org', shoe_size: 42 })).toBe('/data/attributes/shoe_size');
  });

  it('forgets a person in answer to a deletion job, with 202 and no body', async () => {
    const client = new KlaviyoClient();
    const profile = { data: { type: 'profile', attributes: { email: ada?.email } } };
    const body = { data: { type: 'data-privacy-deletion-job', attributes: { profile } } };
    expect(new PublishedSpec('2026-07-15').bodyProblems('POST /api/data-privacy-deletion-jobs', body)).toEqual([]);
    expect(await client.call('POST /api/data-privacy-deletion-jobs', { body })).toMatchObject({
      status: 202,
      json: undefined,
    });
    expect((await client.call(`GET /api/profiles/${ada?.id}`)).status).toBe(404);
    const events = await client.call('GET /api/events?include=profile&page[size]=1000');
    expect(JSON.stringify(events.json)).not.toContain(ada?.id);
  });
});
