import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import type { AudienceMemberUpsert } from '@selvedge/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import mailchimp from './index.js';
import { subscriberHash } from './member-write.js';
import { callTo, problem } from './testing/fake-mailchimp.js';
import { sandboxCall } from './testing/sandbox-call.js';

let sandbox: Sandbox;
let first: string;
let second: string;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 60 });
  [first = '', second = ''] = sandbox.world.audiences.map(({ id }) => id);
});
afterAll(() => sandbox?.close());

const upsert = mailchimp.capabilities['audienceMember.upsert']!;
const byEmail = mailchimp.capabilities['audienceMember.byEmail']!;
const erase = mailchimp.capabilities['person.erase']!;
const consents = mailchimp.capabilities['consent.byEmail']!;
const record = (audienceId: string | null, email: string, more: Partial<AudienceMemberUpsert> = {}) => ({
  audienceId,
  email,
  ...more,
});

describe('writing members', () => {
  it('adds who is new, each audience in a request, and answers in input order', async () => {
    const { call, sent } = sandboxCall(sandbox, 'adds');
    const answers = await upsert.run(
      [
        record(second, 'Two@example.org', { statusIfNew: 'SUBSCRIBED', phone: '+44 20 7946 0018' }),
        record(first, 'one@example.org', { givenName: 'One', familyName: null }),
        record(second, 'three@example.org', { statusIfNew: 'UNSUBSCRIBED' }),
      ],
      call,
    );
    expect(answers).toEqual([
      { id: `${second}:${subscriberHash('two@example.org')}`, created: true },
      { id: `${first}:${subscriberHash('one@example.org')}`, created: true },
      { id: `${second}:${subscriberHash('three@example.org')}`, created: true },
    ]);
    expect(sent.map(({ path }) => path)).toEqual([`/3.0/lists/${second}`, `/3.0/lists/${first}`]);
    expect(await byEmail.run(['two@example.org'], call)).toMatchObject([
      [{ status: 'SUBSCRIBED', phones: [{ number: '+44 20 7946 0018' }] }],
    ]);
    expect(await byEmail.run(['one@example.org'], call)).toMatchObject([[{ status: 'PENDING', givenName: 'One' }]]);
  });

  it('updates who is known and leaves their standing as it is', async () => {
    const { call, sent } = sandboxCall(sandbox, 'updates', { newMemberStatus: 'unsubscribed' });
    await upsert.run([record(first, 'ada@example.org', { givenName: 'Ada' })], call);
    const again = record(first, 'ADA@example.org', { familyName: 'Byron', statusIfNew: 'SUBSCRIBED' });
    expect(await upsert.run([again], call)).toMatchObject([{ created: false }]);
    expect(await byEmail.run(['ada@example.org'], call)).toMatchObject([
      [{ status: 'UNSUBSCRIBED', givenName: 'Ada', familyName: 'Byron' }],
    ]);
    expect(sent.filter(({ path }) => path.startsWith('/3.0/lists')).at(-1)?.body).toEqual({
      members: [{ email_address: 'ADA@example.org', merge_fields: { LNAME: 'Byron' } }],
      update_existing: true,
    });
  });

  it('fails single records at their places, each saying why, and never names an address', async () => {
    const { call } = sandboxCall(sandbox, 'fails');
    await upsert.run([record(first, 'gone@example.org')], call);
    await erase.run([{ email: 'gone@example.org' }], call);
    const answers = await upsert.run(
      [
        record(first, 'gone@example.org'),
        record(first, 'ada+many-lists@example.org'),
        record(null, 'ada@example.org'),
        record(first, 'good@example.org'),
        record(first, 'no address'),
        record(first, 'ada@localhost'),
        record(first, 'ada@example.org', { statusIfNew: 'TRANSACTIONAL' }),
        record('nolist', 'ada@example.org'),
      ],
      call,
    );
    expect(answers).toMatchObject([
      { failure: { class: 'invalid', vendorCode: 'Forgotten Email Not Subscribed' } },
      { failure: { class: 'throttled', retryAfterMs: 86_400_000 } },
      { failure: { class: 'invalid', message: expect.stringContaining('audienceId') } },
      { created: true },
      { failure: { class: 'invalid' } },
      { failure: { class: 'invalid', message: expect.stringContaining('fake or invalid') } },
      { failure: { class: 'invalid', message: expect.stringContaining('TRANSACTIONAL') } },
      { failure: { class: 'invalid', vendorCode: 'Resource Not Found' } },
    ]);
    expect(answers.map((answer) => (answer instanceof Error ? answer.message : '')).join()).not.toContain('@example');
    expect(String(answers[0])).toContain('cannot be imported again');
  });

  it('writes who stands twice once, the later fields over the earlier', async () => {
    const { call, sent } = sandboxCall(sandbox, 'twice');
    const twice = [
      record(first, 'ada@example.org', { givenName: 'A', familyName: 'B' }),
      record(first, 'Ada@Example.org', { givenName: 'Ada' }),
    ];
    expect(await upsert.run(twice, call)).toMatchObject([{ created: true }, { created: false }]);
    expect(sent).toHaveLength(1);
    expect(await byEmail.run(['ada@example.org'], call)).toMatchObject([[{ givenName: 'Ada', familyName: 'B' }]]);
  });

  it('refuses a setting that is no standing', async () => {
    const { call } = sandboxCall(sandbox, 'setting', { newMemberStatus: 'happy' });
    await expect(upsert.run([record(first, 'ada@example.org')], call)).rejects.toMatchObject({
      failure: { class: 'invalid', message: expect.stringContaining('newMemberStatus') },
    });
  });
});

describe('erasing a person', () => {
  it('goes through every list that has the address, for this account only', async () => {
    const { call } = sandboxCall(sandbox, 'erases');
    const member = [first, second].map((list) => record(list, 'ada@erase.example'));
    await upsert.run(member, call);
    const hash = subscriberHash('ada@erase.example');
    expect(await erase.run([{ email: ' Ada@Erase.example' }], call)).toEqual([
      { status: 'erased', ids: [`${first}:${hash}`, `${second}:${hash}`], note: expect.stringContaining('again') },
    ]);
    expect(await byEmail.run(['ada@erase.example'], call)).toEqual([[]]);
  });

  it('says when there was nobody, and changes nothing', async () => {
    const { call, sent } = sandboxCall(sandbox, 'nobody');
    expect(await erase.run([{ email: 'nobody@example.org' }], call)).toEqual([
      { status: 'not-found', ids: [], note: null },
    ]);
    expect(sent).toHaveLength(1);
  });

  it('searches again for memberships that did not fit into the first answer', async () => {
    const rows = ['aa', 'bb', 'cc'].map((list) => ({ id: 'h', list_id: list, email_address: 'ada@example.org' }));
    let searches = 0;
    const { call, asked } = callTo({
      get '/3.0/search-members'() {
        const members = searches++ === 0 ? rows.slice(0, 2) : rows.slice(2);
        return { body: { exact_matches: { members, total_items: searches === 1 ? 3 : 1 } } };
      },
    });
    expect(await erase.run([{ email: 'ada@example.org' }], call)).toMatchObject([{ ids: ['aa:h', 'bb:h', 'cc:h'] }]);
    expect(asked).toHaveLength(5);
  });

  it('says how far it came, and what to do, when Mailchimp does not let a member go', async () => {
    const members = [{ id: 'h', list_id: 'aa', email_address: 'ada@example.org' }];
    const { call } = callTo({
      '/3.0/search-members': { body: { exact_matches: { members, total_items: 1 } } },
      '/3.0/lists/aa/members/h/actions/delete-permanent': problem(405, 'Method Not Allowed', 'cannot be removed'),
    });
    expect(await erase.run([{ email: 'ada@example.org' }], call)).toMatchObject([
      { failure: { class: 'invalid', message: expect.stringMatching(/^Erased 0 .* audience aa.*support/) } },
    ]);
  });
});

it('tells one consent a list, named as the list is', async () => {
  const { call } = sandboxCall(sandbox, 'consents');
  const email = 'ada@consent.example';
  await upsert.run([record(first, email, { statusIfNew: 'SUBSCRIBED' })], call);
  await upsert.run([record(second, email, { statusIfNew: 'UNSUBSCRIBED' })], call);
  const [one, two] = sandbox.world.audiences;
  const updatedAt = expect.stringMatching(/^\d{4}-.*Z$/);
  expect(await consents.run([email], call)).toEqual([
    [
      { kind: 'Consent', purpose: one?.name, status: 'GRANTED', basis: null, updatedAt },
      { kind: 'Consent', purpose: two?.name, status: 'DENIED', basis: null, updatedAt },
    ],
  ]);
});

it.each([
  ['subscribed', 'GRANTED'],
  ['unsubscribed', 'DENIED'],
  ['pending', 'PENDING'],
  ['cleaned', 'UNKNOWN'],
  ['transactional', 'UNKNOWN'],
  ['archived', 'UNKNOWN'],
])('takes %s for %s', async (status, consent) => {
  const members = [{ id: 'h', list_id: 'aa', email_address: 'ada@example.org', status }];
  const { call } = callTo({ '/3.0/search-members': { body: { exact_matches: { members } } } });
  expect(await consents.run(['ada@example.org'], call)).toMatchObject([[{ purpose: 'aa', status: consent }]]);
});
