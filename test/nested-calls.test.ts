import { printView } from '@selvedge/server';
import { buildSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

const PARENTS = 20;
const RANGE = 'range: { since: "2026-10-01", until: "2026-10-31" }';
const page = (root: string, inner: string) => `{ ${root}(first: ${PARENTS}) { edges { node { id ${inner} } } } }`;
const items = (inner = 'id') => `{ edges { node { ${inner} } } }`;

interface Edge {
  query: string;
  most: number;
  parents?: number;
  /** Calls that a connector makes once and remembers, so that no operation is reckoned for them. */
  remembered?: number;
  /** Whether the lists have as many items as are asked for, or as is assumed. */
  full?: boolean;
}

/** An estimate allows each person a second address, so people may be reckoned for twice what they take. */
const LOOSE = 2.2;

/**
 * Every edge of the graph, asked from 20 parents at once: the query, and the most calls it may cost besides those that
 * list the parents. A vendor that takes one key a call costs one for each parent; every other edge costs one a batch.
 */
const EDGES: Record<string, Edge> = {
  'Contact.company': { query: page('contacts', 'company { id }'), most: 1 },
  // Colleagues who left are on a list of their own.
  'Contact.owner': { query: page('contacts', 'owner { id }'), most: 2 },
  'Contact.deals': { query: page('contacts', `deals(first: 3) ${items()}`), most: 2 },
  'Company.contacts': { query: page('companies', `contacts(first: 3) ${items()}`), most: 2 },
  'Company.deals': { query: page('companies', `deals(first: 3) ${items()}`), most: 2 },
  'Deal.company': { query: page('deals', 'company { id }'), most: 2 },
  'Deal.contacts': { query: page('deals', `contacts(first: 3) ${items()}`), most: 2 },
  'Audience.members': { query: page('audiences', `members(first: 3) ${items()}`), most: 6, full: false },
  'AudienceMember.audience': {
    query: page('audiences', `members(first: 3) ${items('audience { id }')}`),
    most: 1,
    parents: 7,
    full: false,
  },
  'EmailCampaign.audience': { query: page('emailCampaigns', 'audience { id }'), most: 1 },
  'EmailCampaign.statistics': { query: page('emailCampaigns', 'statistics { sent }'), most: 1 },
  'AdCampaign.adSets': { query: page('adCampaigns', 'adSets { id }'), most: 2, remembered: 1 },
  'AdCampaign.statistics': { query: page('adCampaigns', `statistics(${RANGE}) { clicks }`), most: 1 },
  'AdSet.campaign': { query: page('adCampaigns', 'adSets { campaign { id } }'), most: 2, parents: 3, full: false },
  'AdSet.ads': { query: page('adCampaigns', 'adSets { ads { id } }'), most: 2, parents: 3, full: false },
  'AdSet.statistics': {
    query: page('adCampaigns', `adSets { statistics(${RANGE}) { clicks } }`),
    most: 1,
    parents: 3,
    full: false,
  },
  'Ad.adSet': { query: page('adCampaigns', 'adSets { ads { adSet { id } } }'), most: 2, parents: 5, full: false },
  'Ad.statistics': {
    query: page('adCampaigns', `adSets { ads { statistics(${RANGE}) { clicks } } }`),
    most: 1,
    parents: 5,
    full: false,
  },
  'Customer.records': { query: page('customers', 'records { id }'), most: 0, parents: 1 + PARENTS },
  // HubSpot and Mailchimp take one address a call.
  'Customer.consents': {
    query: page('customers', 'consents { purpose }'),
    most: 2 * PARENTS + 1,
    parents: 1 + PARENTS,
  },
  'Customer.company': { query: page('customers', 'company { id }'), most: 1, parents: 1 + PARENTS },
  'Customer.deals': { query: page('customers', `deals(first: 3) ${items()}`), most: 2, parents: 1 + PARENTS },
};

let system: System;
beforeAll(async () => {
  system = await startSystem({ settings: { cache: { enabled: false } }, sandbox: { quotas: false } });
});
afterAll(() => system.close());

it('every edge of the newest major is counted here', async () => {
  const view = buildSchema(await printView(2));
  const edges = Object.values(view.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || !type.getInterfaces().some(({ name }) => name === 'Node')) return [];
    return Object.values(type.getFields())
      .filter((field) => {
        const target = getNamedType(field.type);
        const isRecord = (isObjectType(target) || isInterfaceType(target)) && 'id' in target.getFields();
        return isRecord || /(Connection|Statistics|Consent)$/.test(target.name);
      })
      .map((field) => `${type.name}.${field.name}`);
  });
  expect(edges.filter((edge) => !(edge in EDGES))).toEqual([]);
});

describe('no edge costs a call for each parent, nor more than was estimated', () => {
  it.each(Object.entries(EDGES))('%s', async (_, { query, most, parents = 1, remembered = 0, full = true }) => {
    await system.resetCalls();
    const { data, errors, extensions } = await system.ask(query, { headers: { 'selvedge-cost': '1' } });
    expect(errors).toEqual([]);
    expect(Object.values<{ edges: unknown[] }>(data)[0]?.edges.length).toBeGreaterThan(5);
    const calls = Object.values(await system.calls()).reduce((sum, count) => sum + count, 0);
    expect(calls - parents).toBeLessThanOrEqual(most);
    expect(calls).toBeGreaterThan(0);
    const { vendorCalls } = extensions.cost.estimated;
    expect(vendorCalls).toBeGreaterThanOrEqual(calls - remembered);
    expect(vendorCalls).toBeLessThanOrEqual(calls * (full ? LOOSE : Number.POSITIVE_INFINITY));
  });
});
