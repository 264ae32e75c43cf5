import type { AudienceMemberUpsert } from '@selvedge/schema';
import { expect, test } from 'vitest';
import { encodeGlobalId, type GlobalId } from '../global-id.js';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';
import { member } from '../testing/records.js';

const WRITE = `mutation ($members: [AudienceMemberInput!]!, $key: String) {
  upsertAudienceMembers(connector: "mail", members: $members, idempotencyKey: $key) {
    accepted results { index status error { code message retryable } member { email } } } }`;

const mail: FakeConnector = {
  version: '1.2.0',
  answers: {
    'audienceMember.upsert': ({ audienceId, email }: AudienceMemberUpsert) => {
      if (email.startsWith('bad')) throw new Fails({ class: 'invalid', message: 'looks fake' });
      return { id: `${audienceId}:${email}`, created: email.startsWith('new') };
    },
    'audienceMember.byId': (id) => member(id, id.split(':')[1] ?? ''),
  },
};
const idOf = (given: Partial<GlobalId> = {}) =>
  encodeGlobalId({ kind: 'Audience', connector: 'mail', id: 'list1', ...given });
const write = (members: unknown[], key?: string) => execute({ mail }, WRITE, { variables: { members, key } });

test('each member has its own outcome, in input order', async () => {
  const emails = ['new@example.org', 'bad@example.org', 'old@example.org'];
  const { at, errors, sources } = await write(emails.map((email) => ({ audienceId: idOf(), email })));
  expect(errors).toEqual([]);
  expect(at('upsertAudienceMembers')).toEqual({
    accepted: 2,
    results: [
      { index: 0, status: 'CREATED', error: null, member: { email: 'new@example.org' } },
      {
        index: 1,
        status: 'FAILED',
        error: { code: 'VENDOR_REJECTED', message: 'looks fake', retryable: false },
        member: null,
      },
      { index: 2, status: 'UPDATED', error: null, member: { email: 'old@example.org' } },
    ],
  });
  expect(sources.log()).toEqual(['1 audienceMember.upsert mail ×3', '2 audienceMember.byId mail ×2']);
});

test("passes on the audience's own id, the key and only the fields that were given; null empties a field", async () => {
  const { sources } = await write(
    [
      { audienceId: idOf(), email: 'new@example.org', familyName: null, statusIfNew: 'PENDING' },
      { email: 'old@example.org', statusIfNew: null },
    ],
    'import-7',
  );
  expect(sources.batches[0]).toMatchObject({
    options: [{ idempotencyKey: 'import-7' }, { idempotencyKey: 'import-7' }],
  });
  expect(sources.batches[0]?.inputs).toEqual([
    { audienceId: 'list1', email: 'new@example.org', familyName: null, statusIfNew: 'PENDING' },
    { audienceId: null, email: 'old@example.org' },
  ]);
});

test.each([
  ['no id', 'list1', 'Expected the global id of a node'],
  ['a contact', idOf({ kind: 'Contact' }), 'Expected "audienceId" to be the id of an audience of "mail"'],
  ['of another vendor', idOf({ connector: 'other' }), 'but it names Audience of "other"'],
])('an audience id that is %s fails its record alone, unsent', async (_, audienceId, message) => {
  const { at, sources } = await write([
    { audienceId, email: 'new@example.org' },
    { audienceId: idOf(), email: 'old@example.org' },
  ]);
  expect(at('upsertAudienceMembers.accepted')).toBe(1);
  expect(at('upsertAudienceMembers.results.0')).toMatchObject({
    status: 'FAILED',
    error: { code: 'BAD_USER_INPUT', message: expect.stringContaining(message), retryable: false },
    member: null,
  });
  expect(sources.batches[0]?.inputs).toEqual([{ audienceId: 'list1', email: 'old@example.org' }]);
});

test('refuses more than 1,000 members, and a vendor that takes none, before anything is written', async () => {
  const tooMany = await write(Array.from({ length: 1_001 }, (_, at) => ({ email: `new${at}@example.org` })));
  expect(tooMany.errors[0]?.message).toBe('Expected at most 1000 members, but got 1001.');
  expect(tooMany.sources.batches).toEqual([]);
  const readOnly: FakeConnector = { version: '1.0.0', answers: {} };
  const missing = await execute({ mail: readOnly }, WRITE, { variables: { members: [] } });
  expect(missing.errors[0]?.extensions.code).toBe('CAPABILITY_MISSING');
});
