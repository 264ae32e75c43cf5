import { scriptedCall } from '@selvedge/connector-api/testing';
import { describe, expect, it } from 'vitest';
import klaviyo from './index.js';

const upsert = klaviyo.capabilities['audienceMember.upsert']!;
const ada = { type: 'profile', id: '01ADA', attributes: { email: 'ada@example.org' } };
const duplicate = { status: 409, body: { errors: [{ code: 'duplicate_profile', title: 'Conflict.' }] } };

describe('an upsert in a revision that has none', () => {
  it('patches whom somebody else has created meanwhile', async () => {
    let lookups = 0;
    const { call, requests } = scriptedCall({
      connector: klaviyo,
      answer: ({ method }) => {
        if (method === 'POST') return duplicate;
        if (method === 'PATCH') return { body: { data: ada } };
        lookups += 1;
        return { body: { data: lookups === 1 ? [] : [ada] } };
      },
    });
    const answers = await upsert.run([{ audienceId: null, email: 'Ada@Example.org', phone: null }], call);
    expect(answers).toEqual([{ id: '01ADA', created: false }]);
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/profiles/',
      'POST /api/profiles/',
      'GET /api/profiles/',
      'PATCH /api/profiles/01ADA/',
    ]);
    expect(requests.at(-1)?.body).toMatchObject({
      data: { id: '01ADA', attributes: { email: 'ada@example.org', phone_number: null } },
    });
  });

  it('fails when another profile has the number', async () => {
    const { call } = scriptedCall({
      connector: klaviyo,
      answer: ({ method }) => (method === 'POST' ? duplicate : { body: { data: [] } }),
    });
    const answers = await upsert.run([{ audienceId: null, email: 'ada@example.org', phone: '+15005550006' }], call);
    expect(answers).toMatchObject([{ failure: { class: 'invalid', vendorCode: 'duplicate_profile' } }]);
  });

  it('subscribes to a list only, and says so before it writes anything', async () => {
    const { call, requests } = scriptedCall({ connector: klaviyo, answer: () => ({ body: {} }) });
    const input = { audienceId: null, email: 'ada@example.org', statusIfNew: 'SUBSCRIBED' } as const;
    expect(await upsert.run([input], call)).toMatchObject([
      { failure: { class: 'invalid', message: expect.stringContaining('name an audience') } },
    ]);
    expect(requests).toEqual([]);
  });
});
