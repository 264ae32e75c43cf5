import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectionsOf, newestOf } from './support/connections.js';
import { type System, startSystem } from './support/start-system.js';

const UPSERT = /* GraphQL */ `
  mutation Import($contacts: [ContactInput!]!) {
    upsertContacts(connector: "marketo", contacts: $contacts) {
      accepted
      results { status error { code } contact { givenName emails source { connector version } } }
    }
  }
`;
const RECORDS = /* GraphQL */ `
  query ($email: EmailAddress!) {
    customer(email: $email) { records { source { connector } } }
  }
`;
const TOKEN = 'POST /identity/oauth/token';

let system: System;
beforeAll(async () => {
  system = await startSystem({
    settings: {
      connectors: newestOf(['marketo']),
      tenants: { default: { connections: connectionsOf(['marketo'], 'default', () => 'SANDBOX') } },
    },
  });
});
afterAll(() => system.close());
beforeEach(() => system.resetCalls());

describe('Marketo behind the gateway', () => {
  it('adds its record to a person whom other vendors know', async () => {
    const { data, errors } = await system.ask(RECORDS, { variables: { email: 'ada.byron@example.org' } });
    expect(errors).toEqual([]);
    const connectors = data.customer.records.map(({ source }: { source: { connector: string } }) => source.connector);
    expect(connectors).toContain('marketo');
    expect(await system.calls({ vendor: 'marketo' })).toMatchObject({ [TOKEN]: 1 });
  });

  it('writes through a token that has ended meanwhile: one refusal inside a 200, one new token', async () => {
    await fetch(`${system.sandbox.url}/_tokens/expire`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ vendor: 'marketo' }),
    });
    const contacts = [
      { email: 'late@example.org', givenName: 'Late' },
      { email: 'staged@example.org', lifecycleStage: 'LEAD' },
    ];
    const { data } = await system.ask(UPSERT, { variables: { contacts } });
    expect(data.upsertContacts).toMatchObject({
      accepted: 1,
      results: [
        { status: 'CREATED', contact: { givenName: 'Late', source: { connector: 'marketo', version: '1.0.0' } } },
        { status: 'FAILED', contact: null },
      ],
    });
    const calls = await system.calls({ vendor: 'marketo' });
    expect(calls[TOKEN]).toBe(1);
    expect(calls['POST /rest/v1/leads.json']).toBe(2);
  });
});
