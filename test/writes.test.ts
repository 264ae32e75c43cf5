import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

const UPSERT = /* GraphQL */ `
  mutation Import($contacts: [ContactInput!]!, $key: String) {
    upsertContacts(connector: "hubspot", contacts: $contacts, idempotencyKey: $key) {
      accepted
      results { index status error { code message retryable } contact { id fullName emails } }
    }
  }
`;
const FIND = 'query ($email: EmailAddress!) { customer(email: $email) { fullName } }';

let system: System;
beforeAll(async () => {
  system = await startSystem({
    settings: { connectors: { hubspot: { version: '^1.0.0', candidate: { version: '^2.0.0', weight: 0 } } } },
  });
});
afterAll(() => system.close());
beforeEach(() => system.resetCalls());

const people = (count: number, tag: string) =>
  Array.from({ length: count }, (_, index) => ({
    email: `${tag}-${index}@example.org`,
    givenName: 'New',
    familyName: `Person ${index}`,
  }));

describe.each(['1.0.0', '2.0.0'])('an import through hubspot@%s', (version) => {
  const headers = { 'selvedge-connector': `hubspot=${version}` };

  it('creates, then updates, and tells what became of each in order', async () => {
    const contacts = people(3, `order-${version}`);
    const first = await system.ask(UPSERT, { variables: { contacts }, headers });
    expect(first.errors).toEqual([]);
    expect(first.data.upsertContacts.accepted).toBe(3);
    expect(
      first.data.upsertContacts.results.map(({ index, status }: { index: number; status: string }) => [index, status]),
    ).toEqual([
      [0, 'CREATED'],
      [1, 'CREATED'],
      [2, 'CREATED'],
    ]);
    const again = await system.ask(UPSERT, {
      variables: { contacts: [{ email: contacts[1]?.email, givenName: 'Renamed' }] },
      headers,
    });
    expect(again.data.upsertContacts.results[0]).toMatchObject({
      status: 'UPDATED',
      contact: { fullName: 'Renamed Person 1' },
    });
  });

  it('names a bad record and takes the good ones', async () => {
    const contacts = [...people(1, `bad-${version}`), { email: 'nobody' }, ...people(1, `worse-${version}`)];
    const { data } = await system.ask(UPSERT, { variables: { contacts }, headers });
    const { accepted, results } = data.upsertContacts;
    expect(accepted).toBe(2);
    expect(results[1]).toMatchObject({ index: 1, status: 'FAILED', contact: null, error: { retryable: false } });
    expect(results[1].error.message).not.toBe('');
  });

  it('under one idempotency key happens once', async () => {
    const variables = { contacts: people(2, `key-${version}`), key: `import-${version}` };
    const first = await system.ask(UPSERT, { variables, headers });
    await system.resetCalls();
    const second = await system.ask(UPSERT, { variables, headers });
    expect(second.data).toEqual(first.data);
    const writes = Object.keys(await system.calls()).filter((route) => /createOrUpdate|upsert/.test(route));
    expect(writes).toEqual([]);
    const other = await system.ask(UPSERT, { variables: { ...variables, contacts: people(1, 'other') }, headers });
    expect(other.data.upsertContacts.results[0]).toMatchObject({
      status: 'FAILED',
      error: { code: 'IDEMPOTENCY_KEY_REUSED', retryable: false },
    });
    expect(other.data.upsertContacts.results[0].error.message).toContain('idempotency key');
  });

  it('is seen by the next read, whatever was cached', async () => {
    const email = `seen-${version.replaceAll('.', '')}@example.org`;
    const before = await system.ask(FIND, { variables: { email }, headers });
    expect(before.data.customer).toBeNull();
    await system.ask(UPSERT, { variables: { contacts: [{ email, givenName: 'Seen', familyName: 'Now' }] }, headers });
    const after = await system.ask(FIND, { variables: { email }, headers });
    expect(after.data.customer).toEqual({ fullName: 'Seen Now' });
  });
});

it('250 contacts travel in the vendor’s own batch size', async () => {
  const { data } = await system.ask(UPSERT, {
    variables: { contacts: people(250, 'many') },
    headers: { 'selvedge-connector': 'hubspot=2.0.0' },
  });
  expect(data.upsertContacts.accepted).toBe(250);
  expect((await system.calls())['POST /crm/v3/objects/contacts/batch/upsert']).toBe(3);
});
