import type { ContactUpsert } from '@selvedge/schema';
import { expect, test } from 'vitest';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';
import { contact } from '../testing/records.js';

const WRITE = `mutation ($contacts: [ContactInput!]!, $key: String) {
  upsertContacts(connector: "crm", contacts: $contacts, idempotencyKey: $key) {
    accepted results { index status error { code message retryable } contact { emails } } } }`;

const crm: FakeConnector = {
  version: '2.0.0',
  answers: {
    'contact.upsert': ({ email }: ContactUpsert) => {
      if (email.startsWith('bad')) throw new Fails({ class: 'invalid', message: 'no such domain' });
      if (email.startsWith('slow')) throw new Fails({ class: 'throttled', message: 'wait' });
      return { id: email, created: email.startsWith('new') };
    },
    'contact.byId': (id) => contact(id, { emails: [id] }),
  },
};

test('each contact has its own outcome, in input order', async () => {
  const emails = ['new@example.org', 'bad@example.org', 'old@example.org', 'slow@example.org'];
  const contacts = emails.map((email) => ({ email }));
  const { at, errors } = await execute({ crm }, WRITE, { variables: { contacts } });
  expect(errors).toEqual([]);
  expect(at('upsertContacts')).toEqual({
    accepted: 2,
    results: [
      { index: 0, status: 'CREATED', error: null, contact: { emails: ['new@example.org'] } },
      {
        index: 1,
        status: 'FAILED',
        error: { code: 'VENDOR_REJECTED', message: 'no such domain', retryable: false },
        contact: null,
      },
      { index: 2, status: 'UPDATED', error: null, contact: { emails: ['old@example.org'] } },
      {
        index: 3,
        status: 'FAILED',
        error: { code: 'VENDOR_THROTTLED', message: 'wait', retryable: true },
        contact: null,
      },
    ],
  });
});

test('passes on the idempotency key and only the fields that were given; null empties a field', async () => {
  const contacts = [{ email: 'new@example.org', familyName: null, phone: '+49 30 23125 000' }];
  const { sources } = await execute({ crm }, WRITE, { variables: { contacts, key: 'import-7' } });
  expect(sources.batches[0]).toMatchObject({ capability: 'contact.upsert', options: [{ idempotencyKey: 'import-7' }] });
  expect(sources.batches[0]?.inputs).toEqual([
    { email: 'new@example.org', familyName: null, phone: '+49 30 23125 000' },
  ]);
});

test('refuses more than 1,000 contacts, and a vendor that takes none, before anything is written', async () => {
  const contacts = Array.from({ length: 1_001 }, (_, at) => ({ email: `new${at}@example.org` }));
  const tooMany = await execute({ crm }, WRITE, { variables: { contacts } });
  expect(tooMany.errors[0]).toMatchObject({ message: 'Expected at most 1000 contacts, but got 1001.' });
  expect(tooMany.sources.batches).toEqual([]);
  const readOnly: FakeConnector = { version: '1.0.0', answers: {} };
  const missing = await execute({ crm: readOnly }, WRITE, { variables: { contacts: [] } });
  expect(missing.errors[0]?.extensions.code).toBe('CAPABILITY_MISSING');
});

test('an empty address fails its record alone, and is not sent', async () => {
  const contacts = [{ email: ' ' }, { email: 'old@example.org' }];
  const { at, sources } = await execute({ crm }, WRITE, { variables: { contacts } });
  expect(at('upsertContacts')).toMatchObject({
    accepted: 1,
    results: [{ index: 0, status: 'FAILED', error: { code: 'BAD_USER_INPUT' } }, { status: 'UPDATED' }],
  });
  expect(sources.batches[0]?.inputs).toEqual([{ email: 'old@example.org' }]);
});
