import { LIFECYCLE } from '@selvedge/schema';
import { isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { buildGraph } from './build-graph.js';
import { derivationOf } from './derived.js';
import { SCOPE } from './scope.js';

test('builds one graph however often it is asked', async () => {
  expect(await buildGraph()).toBe(await buildGraph());
});

test('carries the lifecycle of a field in its extensions, on resolved and on plain fields', async () => {
  const graph = await buildGraph();
  const deal = graph.getType('Deal');
  const contact = graph.getType('Contact');
  if (!isObjectType(deal) || !isObjectType(contact)) throw new Error('Deal and Contact must be object types.');
  expect(deal.getFields().amountNumber?.extensions[LIFECYCLE]).toMatchObject({ removedIn: 2, exposedAs: 'amount' });
  expect(deal.getFields().amount?.extensions[LIFECYCLE]).toMatchObject({ since: 2 });
  expect(contact.getFields().name?.extensions[LIFECYCLE]).toMatchObject({ removedIn: 2 });
});

test('every root field is nullable and names the scope it needs', async () => {
  const graph = await buildGraph();
  const roots = [graph.getQueryType(), graph.getMutationType()].filter((type) => type != null);
  const fields = roots.flatMap((type) => Object.values(type.getFields()));
  expect(fields.length).toBeGreaterThan(10);
  for (const field of fields) {
    expect(field.extensions[SCOPE], field.name).toBeDefined();
    expect(String(field.type), field.name).not.toMatch(/!$/);
  }
});

test('everything with a global id resolves it', async () => {
  const graph = await buildGraph();
  const node = graph.getType('Node');
  if (node === undefined || !('getInterfaces' in node) || isObjectType(node))
    throw new Error('Node must be an interface.');
  const types = graph.getPossibleTypes(node);
  expect(types.map(({ name }) => name).toSorted()).toEqual([
    'Ad',
    'AdCampaign',
    'AdSet',
    'Audience',
    'AudienceMember',
    'Company',
    'Contact',
    'Customer',
    'Deal',
    'EmailCampaign',
    'Event',
    'Owner',
  ]);
  for (const type of types) {
    const { id } = type.getFields();
    expect(id?.resolve, type.name).toBeTypeOf('function');
    expect(id && derivationOf(id), type.name).toBeTypeOf('function');
  }
});

test('describes itself: the product, and where its guides are', async () => {
  const { description } = await buildGraph();
  expect(description).toContain('Selvedge');
  expect(description).toContain('docs/callers.md');
  expect(description).toContain('migrations-guides/');
});
