import { type ScriptedAnswer, scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { importMembers } from './import-members.js';
import { planImport } from './import-parts.js';
import klaviyo from './index.js';

const PATH = '/api/profile-bulk-import-jobs';
const member = (email: string, audienceId: string | null = null) => ({ audienceId, email, givenName: 'A' });
const job = (attributes: object): ScriptedAnswer => ({ body: { data: { id: 'JOB', attributes } } });

it('starts one job a list and remembers them all in its reference', async () => {
  let started = 0;
  const { call, requests } = scriptedCall({
    connector: klaviyo,
    answer: () => {
      started += 1;
      return { status: 202, body: { data: { id: `JOB${started}` } } };
    },
  });
  const inputs = [member('One@Example.org', 'LIST'), member('two@example.org'), member('three@example.org', 'LIST')];
  expect(await importMembers.start(inputs, call)).toBe('JOB1,JOB2');
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST ${PATH}`, `POST ${PATH}`]);
  expect(requests[0]?.body).toMatchObject({
    data: {
      attributes: {
        profiles: {
          data: [{ attributes: { email: 'one@example.org' } }, { attributes: { email: 'three@example.org' } }],
        },
      },
      relationships: { lists: { data: [{ type: 'list', id: 'LIST' }] } },
    },
  });
});

it('says how far a running job is', async () => {
  const { call } = scriptedCall({
    connector: klaviyo,
    answer: () => job({ status: 'processing', completed_count: 1, failed_count: 0 }),
  });
  expect(await importMembers.poll('JOB', [member('one@example.org'), member('two@example.org')], call)).toEqual({
    state: 'running',
    done: 1,
  });
});

it('puts each failure at its input, by pointer or by address, and keeps the order', async () => {
  const errors = [
    {
      code: 'invalid',
      title: 'Invalid input.',
      source: { pointer: '/data/attributes/profiles/data/1/attributes/email' },
    },
    {
      code: 'invalid',
      title: 'Invalid input.',
      source: { pointer: '/data' },
      original_payload: { email: 'three@example.org' },
    },
  ].map((attributes) => ({ type: 'import-error', id: 'e', attributes }));
  const { call } = scriptedCall({
    connector: klaviyo,
    answer: ({ path, query }) => {
      if (!path.endsWith('/import-errors')) return job({ status: 'complete', completed_count: 1, failed_count: 2 });
      const last = query.has('page[cursor]');
      const next = last ? null : `https://a.klaviyo.com${path}?page%5Bcursor%5D=MORE`;
      return { body: { data: last ? errors.slice(1) : errors.slice(0, 1), links: { next } } };
    },
  });
  const inputs = [
    { ...member('subscribed@example.org'), statusIfNew: 'SUBSCRIBED' as const },
    member('one@example.org'),
    member('two@example.org'),
    member('three@example.org'),
  ];
  expect(await importMembers.poll('JOB', inputs, call)).toMatchObject({
    state: 'finished',
    outcomes: [
      { failure: { class: 'invalid', message: expect.stringContaining('leave statusIfNew out') } },
      { id: null, created: null },
      { failure: { class: 'invalid', vendorCode: 'invalid' } },
      { failure: { class: 'invalid', message: expect.stringContaining('(/data)') } },
    ],
  });
});

it('calls what became of a cancelled job unknown', async () => {
  const { call } = scriptedCall({ connector: klaviyo, answer: () => job({ status: 'cancelled' }) });
  expect(await importMembers.poll('JOB', [member('one@example.org')], call)).toMatchObject({
    outcomes: [{ failure: { class: 'transient', message: expect.stringContaining('cancelled') } }],
  });
});

it('stays below 5 MB a job and refuses a profile above 100 KB', () => {
  const large = (n: number) => ({ ...member(`person${n}@example.org`), givenName: 'x'.repeat(90 * 1_024) });
  const { parts, refused } = planImport([
    ...Array.from({ length: 60 }, (_, n) => large(n)),
    { ...member('huge@example.org'), familyName: 'y'.repeat(101 * 1_024) },
  ]);
  expect(parts.length).toBe(2);
  for (const { profiles } of parts) expect(Buffer.byteLength(JSON.stringify(profiles))).toBeLessThan(5_000_000);
  expect([...refused.keys()]).toEqual([60]);
});
