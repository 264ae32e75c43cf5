import type { ErasureOutcome } from '@selvedge/schema';
import { expect, test } from 'vitest';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';

const ERASE = `mutation ($email: EmailAddress!, $connectors: [String!], $key: String) {
  erasePerson(email: $email, connectors: $connectors, idempotencyKey: $key) {
    complete results { connector status ids note error { code message retryable } } } }`;

function erasing(outcome: ErasureOutcome | null): FakeConnector {
  return { version: '1.0.0', answers: { 'person.erase': () => outcome, 'contact.byEmail': () => null } };
}

const crm = erasing({ status: 'recoverable', ids: ['512'], note: 'Restorable for 90 days.' });
const mail = erasing({ status: 'erased', ids: ['list1:ada', 'list2:ada'], note: null });
const other = erasing({ status: 'not-found', ids: [], note: null });
const slow = erasing({ status: 'accepted', ids: [], note: null });
const down: FakeConnector = {
  version: '1.0.0',
  answers: {
    'person.erase': () => {
      throw new Fails({ class: 'transient', message: 'down' });
    },
  },
};
const forgetless: FakeConnector = { version: '1.0.0', answers: { 'audienceMember.byEmail': () => [] } };
const ads: FakeConnector = { version: '1.0.0', answers: { 'ad.byId': () => null } };

const erase = (connectors: Record<string, FakeConnector>, variables: Record<string, unknown> = {}) =>
  execute(connectors, ERASE, { variables: { email: 'ADA@example.org', ...variables } });

const done = (connector: string, status: string) => ({ connector, status, ids: [], note: null, error: null });

test('every vendor that can is asked for the normalised address, under the key', async () => {
  const { at, errors, sources } = await erase({ crm, mail, other, slow, ads }, { key: 'dsr-7' });
  expect(errors).toEqual([]);
  expect(at('erasePerson')).toEqual({
    complete: true,
    results: [
      { connector: 'crm', status: 'RECOVERABLE', ids: ['512'], note: 'Restorable for 90 days.', error: null },
      { connector: 'mail', status: 'ERASED', ids: ['list1:ada', 'list2:ada'], note: null, error: null },
      done('other', 'NOT_FOUND'),
      done('slow', 'ACCEPTED'),
    ],
  });
  expect(sources.log()).toEqual(['crm', 'mail', 'other', 'slow'].map((id) => `1 person.erase ${id} ×1`));
  expect(sources.batches[0]).toMatchObject({
    inputs: [{ email: 'ada@example.org' }],
    options: [{ idempotencyKey: 'dsr-7' }],
  });
});

test('one that fails is told, and the erasure is not complete; the others are done', async () => {
  const { at, errors } = await erase({ down, mail, silent: erasing(null) });
  expect(errors).toEqual([]);
  expect(at('erasePerson.complete')).toBe(false);
  expect(at('erasePerson.results')).toEqual([
    {
      ...done('down', 'FAILED'),
      error: { code: 'VENDOR_UNAVAILABLE', message: 'down', retryable: true },
    },
    expect.objectContaining({ connector: 'mail', status: 'ERASED' }),
    expect.objectContaining({ status: 'FAILED', error: expect.objectContaining({ code: 'CONNECTOR_DEFECT' }) }),
  ]);
});

test('a vendor that keeps people but cannot forget them is listed, and the erasure is not complete', async () => {
  const { at, sources } = await erase({ forgetless, mail, ads });
  expect(at('erasePerson')).toEqual({
    complete: false,
    results: [expect.objectContaining({ connector: 'mail', status: 'ERASED' }), done('forgetless', 'UNSUPPORTED')],
  });
  expect(sources.log()).toEqual(['1 person.erase mail ×1']);
});

test('only those named are asked, each once', async () => {
  const { at, sources } = await erase({ crm, mail, forgetless }, { connectors: ['mail', 'mail'] });
  expect(at('erasePerson')).toMatchObject({ complete: true, results: [{ connector: 'mail' }] });
  expect(sources.log()).toEqual(['1 person.erase mail ×1']);
});

test.each([
  [['crm', 'forgetless', 'typo'], 'but got "forgetless", "typo".'],
  [[], 'but got none.'],
])('%j is refused before anybody is asked, naming those that can', async (connectors, got) => {
  const { data, errors, sources } = await erase({ crm, mail, forgetless }, { connectors });
  expect(data).toEqual({ erasePerson: null });
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors[0]?.message).toContain('offer person.erase (connected: crm, mail)');
  expect(errors[0]?.message).toContain(got);
  expect(sources.batches).toEqual([]);
});

test('where nobody can be asked, nothing is complete', async () => {
  expect((await erase({ ads })).data).toEqual({ erasePerson: { complete: false, results: [] } });
});

test('needs the scope of its own', async () => {
  const options = { variables: { email: 'a@example.org' }, scopes: ['crm:write', 'email:write'] };
  const { errors, sources } = await execute({ crm }, ERASE, options);
  expect(errors[0]?.message).toBe('Mutation.erasePerson needs the scope "privacy:erase".');
  expect(sources.batches).toEqual([]);
});
