import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

const CUSTOMERS = /* GraphQL */ `
  query Customers {
    customers(first: 100) {
      edges {
        node {
          id
          fullName
          emails
          records {
            id
            source { connector version }
            ... on Contact {
              lifecycleStage
              company { id name }
              deals(first: 5) { edges { node { id name amount { amount currency } } } }
            }
            ... on AudienceMember { status audience { name } }
          }
        }
      }
    }
  }
`;

let system: System;
beforeAll(async () => {
  system = await startSystem({ tenants: ['acme', 'globex'] });
});
afterAll(() => system.close());
beforeEach(() => system.resetCalls());

/** Distinct e-mail addresses the gateway knew when it asked the second vendor. */
function firstHundredEmails(): number {
  const contacts = system.sandbox.world.people.filter(({ hubspot }) => hubspot !== null);
  const page = contacts.sort((a, b) => (a.hubspot?.id ?? 0) - (b.hubspot?.id ?? 0)).slice(0, 100);
  return new Set(page.map(({ hubspot }) => hubspot?.email.toLowerCase())).size;
}

describe('100 customers with the records of two vendors, companies and deals', () => {
  it('cost no more calls than their distinct keys over the largest batch, per wave', async () => {
    const { data, errors } = await system.ask(CUSTOMERS);
    expect(errors).toEqual([]);
    const nodes = data.customers.edges.map(({ node }: { node: object }) => node);
    expect(nodes.length).toBe(100);
    const calls = await system.calls();
    expect(calls['GET /contacts/v1/lists/all/contacts/all']).toBe(1);
    expect(calls['GET /3.0/search-members']).toBeLessThanOrEqual(firstHundredEmails());
    const companies = new Set(
      nodes.flatMap(({ records }: { records: { company?: { id: string } }[] }) =>
        records.map(({ company }) => company?.id),
      ),
    );
    expect(calls['POST /crm/v3/objects/companies/batch/read']).toBe(Math.ceil(companies.size / 100));
    expect(calls['POST /crm/v4/associations/:from/:to/batch/read']).toBe(1);
    expect(calls['POST /crm/v3/objects/deals/batch/read']).toBeLessThanOrEqual(2);
    const expected = [
      'GET /contacts/v1/lists/all/contacts/all',
      'GET /3.0/search-members',
      'GET /3.0/lists',
      'POST /crm/v3/objects/companies/batch/read',
      'POST /crm/v4/associations/:from/:to/batch/read',
      'POST /crm/v3/objects/deals/batch/read',
    ];
    expect(Object.keys(calls).filter((route) => !expected.includes(route))).toEqual([]);
  });

  it('cost none when they are asked for again while fresh', async () => {
    const first = await system.ask(CUSTOMERS);
    await system.resetCalls();
    const second = await system.ask(CUSTOMERS);
    expect(await system.calls()).toEqual({});
    expect(second.data).toEqual(first.data);
  });

  it('know one person by the records of several vendors, however they spell it', async () => {
    const { data } = await system.ask(CUSTOMERS);
    const both = data.customers.edges.filter(
      ({ node }: { node: { records: { source: { connector: string } }[] } }) =>
        new Set(node.records.map(({ source }) => source.connector)).size === 2,
    );
    expect(both.length).toBeGreaterThan(20);
  });
});

describe('two tenants', () => {
  it('share no call and no cache entry', async () => {
    for (const tenant of ['acme', 'globex']) {
      const { errors } = await system.ask(CUSTOMERS, { headers: { 'selvedge-tenant': tenant } });
      expect(errors).toEqual([]);
    }
    const [acme, globex] = await Promise.all(['acme', 'globex'].map((account) => system.calls({ account })));
    expect(Object.keys(acme ?? {}).length).toBeGreaterThan(3);
    expect(globex).toEqual(acme);
  });

  it('share no breaker', async () => {
    await system.fault({ vendor: 'mailchimp', account: 'acme', status: 503 });
    const query = `{ audiences(first: 1) { edges { node { name } } } }`;
    const ask = async (tenant: string) => {
      const { errors } = await system.ask(query, { headers: { 'selvedge-tenant': tenant } });
      return errors[0]?.extensions.code;
    };
    for (let i = 0; i < 4; i += 1) await ask('acme');
    expect(await ask('acme')).toBe('VENDOR_BREAKER_OPEN');
    expect(await ask('globex')).toBeUndefined();
    await system.clearFaults();
  });
});
