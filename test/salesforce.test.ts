import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

const CLIENT = { tokenUrl: 'SANDBOX/salesforce/services/oauth2/token', clientId: '3MVG9sandbox-default' };
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const CREDENTIALS = {
  'client credentials': { type: 'client-credentials', ...CLIENT, clientSecret: 'secret' },
  'a signed assertion': {
    type: 'jwt-bearer',
    ...CLIENT,
    subject: 'integration@example.org',
    audience: 'https://login.salesforce.com',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  },
};
const ADA = '{ customer(email: "ada.byron@example.org") { records { id source { connector version } } } }';

describe.each(Object.entries(CREDENTIALS))('Salesforce by %s', (_grant, credential) => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({
      settings: {
        cache: { enabled: false },
        resilience: { retries: 0 },
        connectors: { salesforce: { version: '^1.0.0', candidate: { version: '^2.0.0', weight: 100 } } },
        tenants: {
          default: { connections: { salesforce: { baseUrl: 'SANDBOX/salesforce', credential, settings: {} } } },
        },
      },
    });
  });
  afterAll(() => system.close());
  afterEach(() => system.clearFaults());

  const deals = () =>
    system.ask('{ deals(connector: "salesforce", first: 2) { edges { node { name amount { currency } } } } }');

  it('is part of a customer', async () => {
    const { data, errors } = await system.ask(ADA);
    expect(errors).toEqual([]);
    expect(data.customer.records).toContainEqual(
      expect.objectContaining({ source: { connector: 'salesforce', version: '2.0.0' } }),
    );
  });

  it('learns from a refusal that its token has expired, and takes one for all who need it', async () => {
    expect((await deals()).data.deals.edges).toHaveLength(2);
    await system.resetCalls();
    await fetch(`${system.sandbox.url}/_tokens/expire`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ vendor: 'salesforce' }),
    });
    const answers = await Promise.all(Array.from({ length: 10 }, deals));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect((await system.calls({ vendor: 'salesforce' }))['POST /services/oauth2/token']).toBe(1);
  });

  it('is asked through major 1 where major 2 fails', async () => {
    await system.fault({ vendor: 'salesforce', path: '/services/data/v66.0/**', status: 503 });
    const { data, errors } = await system.ask(
      '{ contacts(connector: "salesforce", first: 1) { edges { node { source { version } } } } }',
    );
    expect(errors).toEqual([]);
    expect(data.contacts.edges).toMatchObject([{ node: { source: { version: '1.0.0' } } }]);
  });
});
