import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

const contacts = (fields: string) => `{ contacts(connector: "hubspot", first: 5) { edges { node { ${fields} } } } }`;
const deals = (fields: string) => `{ deals(connector: "hubspot", first: 5) { edges { node { ${fields} } } } }`;

describe('the two majors', () => {
  it('name a contact differently, for the same data', async () => {
    const v1 = await system.ask(contacts('name'), { major: 1 });
    const v2 = await system.ask(contacts('fullName'), { major: 2 });
    const names = (edges: { node: Record<string, string> }[]) => edges.map(({ node }) => Object.values(node)[0]);
    expect(v1.errors).toEqual([]);
    expect(names(v1.data.contacts.edges)).toEqual(names(v2.data.contacts.edges));
    expect((await system.ask(contacts('name'), { major: 2 })).status).toBe(400);
  });

  it('show phones differently', async () => {
    const v1 = await system.ask(contacts('phone'), { major: 1 });
    const v2 = await system.ask(contacts('phones { number }'), { major: 2 });
    expect(v1.data.contacts.edges.map(({ node }: { node: { phone: string | null } }) => node.phone)).toEqual(
      v2.data.contacts.edges.map(
        ({ node }: { node: { phones: { number: string }[] } }) => node.phones[0]?.number ?? null,
      ),
    );
    expect((await system.ask(contacts('phone'), { major: 2 })).status).toBe(400);
  });

  it('give one name to an amount of two types', async () => {
    const v1 = await system.ask(deals('amount'), { major: 1 });
    const v2 = await system.ask(deals('amount { amount currency }'), { major: 2 });
    expect(v1.errors).toEqual([]);
    expect(v1.data.deals.edges.map(({ node }: { node: { amount: number | null } }) => node.amount)).toEqual(
      v2.data.deals.edges.map(({ node }: { node: { amount: { amount: string } | null } }) =>
        node.amount === null ? null : Number(node.amount.amount),
      ),
    );
  });
});

describe('a caller of something deprecated', () => {
  it('is told when it ends and what takes its place', async () => {
    const { headers, extensions } = await system.ask(contacts('name phone'), { major: 1 });
    expect(headers.get('deprecation')).toMatch(/^@\d+$/);
    expect(new Date(headers.get('sunset') ?? '').getTime()).toBeGreaterThan(Date.parse('2027-05-23'));
    expect(headers.get('link')).toContain('migrations-guides/graph-v1-to-v2.md>; rel="deprecation"; type="text/html"');
    expect(extensions.deprecations).toMatchObject([
      { coordinate: 'Contact.name', replacement: 'Contact.fullName', path: ['contacts', 'edges', 'node', 'name'] },
      { coordinate: 'Contact.phone', replacement: 'Contact.phones' },
    ]);
  });

  it('is counted, by coordinate and client', async () => {
    await system.ask(contacts('name'), { major: 1, headers: { 'selvedge-client': 'old-app' } });
    const metrics = await (await fetch(`${system.gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/selvedge_deprecated_uses_total\{coordinate="Contact.name",client="old-app"\} 1/);
  });

  it('and nobody else', async () => {
    const { headers, extensions } = await system.ask(contacts('fullName'), { major: 1 });
    expect(headers.get('deprecation')).toBeNull();
    expect(extensions.deprecations).toBeUndefined();
  });
});

it('provenance is told on request, field by field', async () => {
  const query = contacts('fullName company { name }');
  const asked = await system.ask(query, { headers: { 'selvedge-provenance': '1' } });
  expect(asked.extensions.provenance).toContainEqual(
    expect.objectContaining({ path: ['contacts'], connector: 'hubspot', version: '1.0.0', ageMs: expect.any(Number) }),
  );
  const companies = asked.extensions.provenance.filter(({ path }: { path: unknown[] }) => path.at(-1) === 'company');
  expect(companies.length).toBeGreaterThan(0);
  expect((await system.ask(query)).extensions.provenance).toBeUndefined();
});
