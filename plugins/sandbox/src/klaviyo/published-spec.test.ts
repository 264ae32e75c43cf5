import { describe, expect, it } from 'vitest';
import { KlaviyoClient, world } from './testing/klaviyo-client.js';
import { PublishedSpec } from './testing/published-spec.fixture.js';

const { profiles, lists, events, campaigns, metrics } = world.klaviyo;
const [profile, list, event, campaign, metric] = [profiles[0]!, lists[0]!, events[0]!, campaigns[0]!, metrics[0]!];
const filter = encodeURIComponent(`any(email,${JSON.stringify([profile.email])})`);

describe('answers of revision 2022-10-17 are as published', () => {
  const spec = new PublishedSpec('2022-10-17');
  const client = new KlaviyoClient('2022-10-17', { quotas: false });

  it.each([
    ['GET /api/profiles/', '/api/profiles/?sort=email'],
    ['GET /api/profiles/', `/api/profiles/?filter=${filter}`],
    ['GET /api/profiles/{id}/', `/api/profiles/${profile.id}/?include=lists`],
    ['GET /api/lists/', '/api/lists/'],
    ['GET /api/lists/{id}/', `/api/lists/${list.id}/`],
    ['GET /api/lists/{list_id}/profiles/', `/api/lists/${list.id}/profiles/`],
    ['GET /api/events/', '/api/events/?include=metrics,profiles&sort=-datetime'],
  ])('%s at %s', async (operation, path) => {
    const { status, json, headers } = await client.call(`GET ${path}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('application/json');
    expect(spec.answerProblems(operation, status, json)).toEqual([]);
  });

  it('for profiles that are written', async () => {
    const attributes = { email: 'new@example.org', first_name: 'New', phone_number: null };
    const body = { data: { type: 'profile', attributes } };
    const created = await client.call('POST /api/profiles/', { body });
    expect([created.status, spec.answerProblems('POST /api/profiles/', 201, created.json)]).toEqual([201, []]);
    const { id } = (created.json as { data: { id: string } }).data;
    const patch = { data: { type: 'profile', id, attributes: { last_name: 'Er' } } };
    expect(spec.bodyProblems('PATCH /api/profiles/{id}/', patch)).toEqual([]);
    const updated = await client.call(`PATCH /api/profiles/${id}/`, { body: patch });
    expect(spec.answerProblems('PATCH /api/profiles/{id}/', updated.status, updated.json)).toEqual([]);
  });
});

describe('answers of revision 2026-07-15 are as published', () => {
  const spec = new PublishedSpec('2026-07-15');
  const client = new KlaviyoClient('2026-07-15', { quotas: false });

  it.each([
    ['GET /api/profiles', '/api/profiles?page[size]=5&sort=-updated&additional-fields[profile]=subscriptions'],
    ['GET /api/profiles', `/api/profiles?filter=${filter}`],
    ['GET /api/profiles/{id}', `/api/profiles/${profile.id}`],
    ['GET /api/lists', '/api/lists'],
    ['GET /api/lists/{id}', `/api/lists/${list.id}?additional-fields[list]=profile_count`],
    ['GET /api/lists/{id}/profiles', `/api/lists/${list.id}/profiles?additional-fields[profile]=subscriptions`],
    ['GET /api/events', '/api/events?include=metric,profile&page[size]=20'],
    ['GET /api/events/{id}', `/api/events/${event.id}?include=metric,profile`],
    ['GET /api/metrics', '/api/metrics'],
    ['GET /api/campaigns', "/api/campaigns?filter=equals(messages.channel,'email')&include=campaign-messages"],
    ['GET /api/campaigns/{id}', `/api/campaigns/${campaign.id}?include=campaign-messages`],
  ])('%s at %s', async (operation, path) => {
    const { status, json, headers } = await client.call(`GET ${path}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('application/vnd.api+json');
    expect(spec.answerProblems(operation, status, json)).toEqual([]);
  });

  it('for profiles that are written', async () => {
    const body = { data: { type: 'profile', attributes: { email: 'new@example.org', first_name: 'New' } } };
    expect(spec.bodyProblems('POST /api/profile-import', body)).toEqual([]);
    for (const status of [201, 200]) {
      const { status: got, json } = await client.call('POST /api/profile-import', { body });
      expect([got, spec.answerProblems('POST /api/profile-import', got, json)]).toEqual([status, []]);
    }
  });

  it('for subscriptions, which have no answer', async () => {
    for (const [kind, consent] of [
      ['create', 'SUBSCRIBED'],
      ['delete', 'UNSUBSCRIBED'],
    ]) {
      const subscriptions = { email: { marketing: { consent } } };
      const profiles = { data: [{ type: 'profile', attributes: { email: profile.email, subscriptions } }] };
      const type = `profile-subscription-bulk-${kind}-job`;
      const relationships = { list: { data: { type: 'list', id: list.id } } };
      const body = { data: { type, attributes: { profiles }, relationships } };
      expect(spec.bodyProblems(`POST /api/${type}s`, body)).toEqual([]);
      expect(await client.call(`POST /api/${type}s`, { body })).toMatchObject({ status: 202, json: undefined });
      const read = await client.call(`GET /api/profiles/${profile.id}?additional-fields[profile]=subscriptions`);
      expect(read.json).toMatchObject({
        data: { attributes: { subscriptions: { email: { marketing: { consent } } } } },
      });
    }
  });

  it('for reports', async () => {
    const attributes = {
      statistics: ['recipients', 'opens_unique'],
      timeframe: { start: '2026-01-01T00:00:00+00:00', end: '2026-12-01T00:00:00+00:00' },
      conversion_metric_id: metric.id,
      filter: `contains-any(campaign_id,["${campaign.id}"])`,
    };
    const body = { data: { type: 'campaign-values-report', attributes } };
    expect(spec.bodyProblems('POST /api/campaign-values-reports', body)).toEqual([]);
    const { status, json } = await client.call('POST /api/campaign-values-reports', { body });
    expect([status, spec.answerProblems('POST /api/campaign-values-reports', status, json)]).toEqual([200, []]);
    expect(json).toMatchObject({
      data: { attributes: { results: [{ statistics: { recipients: campaign.recipients } }] } },
    });
  });

  it('for bulk imports, their jobs and their errors', async () => {
    const data = ['one@example.org', 'not an address'].map((email) => ({ type: 'profile', attributes: { email } }));
    const body = { data: { type: 'profile-bulk-import-job', attributes: { profiles: { data } } } };
    const jobs = 'POST /api/profile-bulk-import-jobs';
    expect(spec.bodyProblems(jobs, body)).toEqual([]);
    const started = await client.call(jobs, { body });
    expect([started.status, spec.answerProblems(jobs, 202, started.json)]).toEqual([202, []]);
    const path = `/api/profile-bulk-import-jobs/${(started.json as { data: { id: string } }).data.id}`;
    client.now += 1_000;
    const job = await client.call(`GET ${path}`);
    expect(job.json).toMatchObject({ data: { attributes: { status: 'complete', failed_count: 1 } } });
    expect(spec.answerProblems('GET /api/profile-bulk-import-jobs/{job_id}', 200, job.json)).toEqual([]);
    const errors = await client.call(`GET ${path}/import-errors`);
    expect(spec.answerProblems('GET /api/profile-bulk-import-jobs/{id}/import-errors', 200, errors.json)).toEqual([]);
    expect(errors.json).toMatchObject({
      data: [{ attributes: { source: { pointer: '/data/attributes/profiles/data/1/attributes/email' } } }],
    });
  });

  it('for failures', async () => {
    for (const path of ['/api/profiles/nobody', '/api/profiles?filter=nonsense', '/api/nothing']) {
      const { status, json } = await client.call(`GET ${path}`);
      expect([400, 404]).toContain(status);
      expect(spec.errorProblems(status, json)).toEqual([]);
    }
  });
});

it('notices what is not as published', () => {
  const wrong = {
    data: [{ type: 'list', id: 7, attributes: {}, links: { self: 'https://a.klaviyo.com' } }],
    links: {},
  };
  for (const revision of ['2022-10-17', '2026-07-15'] as const) {
    const operation = revision === '2022-10-17' ? 'GET /api/lists/' : 'GET /api/lists';
    const problems = new PublishedSpec(revision).answerProblems(operation, 200, wrong).join('\n');
    expect(problems).toContain('/data/0/id must be string');
    expect(problems).toContain("/links must have required property 'self'");
  }
});
