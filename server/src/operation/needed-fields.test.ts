import { parse } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildGraph, extendGraph } from '../graph/index.js';
import { neededFields } from './needed-fields.js';
import { viewOf } from './views/view.js';

let v1: Awaited<ReturnType<typeof buildGraph>>;
let v2: Awaited<ReturnType<typeof buildGraph>>;
beforeAll(async () => {
  const graph = await buildGraph();
  [v1, v2] = [viewOf(graph, 1), viewOf(graph, 2)];
});
const needs = (source: string, view = v2) =>
  Object.fromEntries([...neededFields(view, parse(source))].map(([kind, fields]) => [kind, [...fields].sort()]));
const contacts = (fields: string) => `{ contacts { edges { node { ${fields} } } } }`;

describe('what an operation needs of a record', () => {
  it('is what its fields are made of', () => {
    expect(needs(contacts('id fullName company { domain }'))).toMatchObject({
      Contact: ['companyId', 'familyName', 'givenName', 'id'],
      Company: ['domain'],
    });
  });

  it('is the same under the names of another major', () => {
    expect(needs(contacts('name phone'), v1).Contact).toEqual(['familyName', 'givenName', 'phones']);
  });

  it('is the input of what a connector adds', async () => {
    const sdl = 'extend type Contact { acme: Int @capability(name: "acme/x", by: "companyId") }';
    const { graph } = extendGraph(await buildGraph(), [{ connector: 'acme', sdl, capabilities: ['acme/x'] }]);
    expect(needs(contacts('acme'), viewOf(graph, 2)).Contact).toEqual(['companyId']);
  });

  it('is gathered from fragments and aliases', () => {
    const source = `${contacts('a: emails ...f ... on Contact { phones { number } }')} fragment f on VendorRecord { updatedAt }`;
    expect(needs(source).Contact).toEqual(['emails', 'phones', 'updatedAt']);
    expect(needs(source).Company).toEqual(['updatedAt']);
  });

  it('is everything where a person or a figure is made of it', () => {
    expect(needs('{ customers { edges { node { fullName } } } }').Contact).toBeUndefined();
    expect(
      needs(`{ a: contacts { edges { node { fullName } } } customer(email: "a@b.example") { fullName } }`).Contact,
    ).toBeUndefined();
  });

  it('is everything for a write, whose answer shows what it did', () => {
    const write = 'mutation { upsertContacts(connector: "h", contacts: []) { results { contact { fullName } } } }';
    expect(needs(write)).toEqual({});
  });
});

it('every field of a record is known by what it is made of', () => {
  const fields = [
    'Contact',
    'Company',
    'Deal',
    'Audience',
    'AudienceMember',
    'EmailCampaign',
    'AdCampaign',
    'AdSet',
    'Ad',
  ];
  for (const kind of fields) {
    const type = v2.getType(kind);
    const names = type && 'getFields' in type ? Object.keys(type.getFields()) : [];
    expect(names.length, kind).toBeGreaterThan(3);
  }
});
