import { oneOf } from '../one-of.js';
import { markOf } from './foreign-values.js';

export interface Operation {
  query: string;
  variables: Readonly<Record<string, unknown>>;
}

/** What operations have brought to light so far, over all tenants: it is offered to everybody. */
export interface Loot {
  /** Global ids. */
  ids: string[];
  cursors: string[];
}

const LISTS = [
  ['contacts', 'hubspot', 'fullName'],
  ['contacts', 'salesforce', 'fullName'],
  ['companies', 'hubspot', 'name'],
  ['deals', 'hubspot', 'name'],
  ['deals', 'salesforce', 'name'],
  ['audiences', 'mailchimp', 'name'],
  ['audiences', 'klaviyo', 'name'],
  ['adCampaigns', 'meta-ads', 'name'],
] as const;
/** Few, so that tenants meet under the same ones. */
const IDEMPOTENCY_KEYS = Array.from({ length: 20 }, (_, n) => `key-${n}`);
const WRITTEN = ['hubspot', 'salesforce', 'marketo'];
const RECORDS =
  'records { source { connector } ... on Contact { id fullName } ... on AudienceMember { id givenName familyName } }';

/** One operation as a tenant might ask it; `emails` are addresses that the vendors know. */
export function randomOperation(
  tenant: string,
  random: () => number,
  emails: readonly string[],
  { ids, cursors }: Loot,
): Operation {
  const kind = random();
  if (kind < 0.3) {
    const [field, connector, name] = oneOf(random, LISTS);
    const first = 1 + Math.floor(random() * 5);
    const after = cursors.length > 0 && random() < 0.5 ? oneOf(random, cursors) : null;
    return {
      query: `query ($first: Int, $after: String) { ${field}(connector: "${connector}", first: $first, after: $after) { edges { cursor node { id ${name} } } pageInfo { endCursor } } }`,
      variables: { first, after },
    };
  }
  if (kind < 0.4) {
    const query = `query ($first: Int) { customers(first: $first) { edges { cursor node { id fullName ${RECORDS} } } } }`;
    return { query, variables: { first: 1 + Math.floor(random() * 3) } };
  }
  if (kind < 0.6) {
    const query = `query ($email: EmailAddress!) { customer(email: $email) { id fullName emails company { name } ${RECORDS} } }`;
    return { query, variables: { email: oneOf(random, emails) } };
  }
  if (kind < 0.8 && ids.length > 0) {
    const query =
      'query ($id: ID!) { node(id: $id) { id ... on Contact { fullName company { id name } } ... on Deal { name } ... on Company { name } ... on Audience { name } ... on AudienceMember { givenName familyName } ... on AdCampaign { name } ... on Customer { fullName } } }';
    return { query, variables: { id: oneOf(random, ids) } };
  }
  const write =
    'mutation ($connector: String!, $key: String, $contacts: [ContactInput!]!) { upsertContacts(connector: $connector, idempotencyKey: $key, contacts: $contacts) { results { index status contact { id givenName familyName } error { code } } } }';
  return {
    query: write,
    variables: {
      connector: oneOf(random, WRITTEN),
      key: random() < 0.7 ? oneOf(random, IDEMPOTENCY_KEYS) : null,
      contacts: [{ email: oneOf(random, emails), givenName: `Name ${Math.floor(random() * 5)} ${markOf(tenant)}` }],
    },
  };
}

/** Keeps the ids and cursors of an answer for others to try. */
export function loot(answer: string, into: Loot): void {
  for (const [, id = ''] of answer.matchAll(/"id":"([\w-]+)"/g)) keep(into.ids, id);
  for (const [, cursor = ''] of answer.matchAll(/"(?:cursor|endCursor)":"([\w-]+)"/g)) keep(into.cursors, cursor);
}

const MOST_KEPT = 2_000;

function keep(all: string[], one: string): void {
  if (all.length < MOST_KEPT) all.push(one);
}
