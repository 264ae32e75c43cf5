import type { GraphQLAnswer } from '../support/ask.js';

/** Asks the gateway; rejects when the answer has an error. */
export type Ask = (query: string) => Promise<GraphQLAnswer['data']>;

/** An operation, and the capability that hardly any other of them needs. */
export interface Read {
  readonly capability: string;
  readonly query: string;
}

const FIELDS = {
  Contact: `id fullName emails phones { number kind } lifecycleStage originalSource createdAt updatedAt
    becameMarketingQualifiedAt becameSalesQualifiedAt`,
  Company: 'id name domain createdAt updatedAt',
  Deal: 'id name amount { amount currency } stage won closedAt createdAt updatedAt',
  Owner: 'id name email updatedAt',
  Audience: 'id name memberCount updatedAt',
  AudienceMember: 'id email givenName familyName phones { number kind } status updatedAt',
  Event: 'id name email value { amount currency } occurredAt updatedAt',
} as const;

type Kind = keyof typeof FIELDS;

/** As many as one comparison reads of a batch, and as one operation may name. */
const AT_ONCE = 20;
const EVER = 'range: { since: "2024-01-01", until: "2026-12-31" }';

/** Addresses of people in one CRM. */
export interface KnownPeople {
  /** The CRM's own. */
  readonly emails: readonly string[];
  /** Others of people whom it may know all the same, by their phone numbers. */
  readonly elsewhere: readonly string[];
}

/**
 * Operations that together read all that HubSpot has, by every capability that the graph asks it for.
 * `isCurrent`: whether its versions also offer what the legacy API has not, lists and people by phone.
 */
export async function hubspotReads(
  ask: Ask,
  { emails, elsewhere }: KnownPeople,
  { isCurrent }: { isCurrent: boolean },
): Promise<readonly Read[]> {
  const owners = await ask(listOf('hubspot', 'contacts', 'owner { id }'));
  const ownerIds = new Set<string>(owners.contacts.edges.flatMap(({ node }: Edge) => node.owner?.id ?? []));
  const neighbours = (name: string, kind: Kind) => `${name}(first: 20) { edges { node { ${FIELDS[kind]} } } }`;
  return [
    { capability: 'contact.page', query: listOf('hubspot', 'contacts', FIELDS.Contact) },
    { capability: 'company.page', query: listOf('hubspot', 'companies', FIELDS.Company) },
    { capability: 'deal.page', query: listOf('hubspot', 'deals', FIELDS.Deal) },
    { capability: 'deal.idsByContact', query: listOf('hubspot', 'contacts', neighbours('deals', 'Deal')) },
    { capability: 'contact.idsByCompany', query: listOf('hubspot', 'companies', neighbours('contacts', 'Contact')) },
    { capability: 'deal.idsByCompany', query: listOf('hubspot', 'companies', neighbours('deals', 'Deal')) },
    { capability: 'contact.idsByDeal', query: listOf('hubspot', 'deals', neighbours('contacts', 'Contact')) },
    { capability: 'company.idsByDeal', query: listOf('hubspot', 'deals', `company { ${FIELDS.Company} }`) },
    { capability: 'deal.won', query: `{ performance(${EVER}) { totals { newCustomers revenue { amount } } } }` },
    { capability: 'contact.stageChanges', query: `{ performance(${EVER}) { totals { mqlToSql } } }` },
    ...byId('contact.byId', 'Contact', await idsOf(ask, 'contacts', 'hubspot')),
    ...byId('company.byId', 'Company', await idsOf(ask, 'companies', 'hubspot')),
    ...byId('deal.byId', 'Deal', await idsOf(ask, 'deals', 'hubspot')),
    ...byId('owner.byId', 'Owner', [...ownerIds]),
    ...byEmail('contact.byEmail', 'phones { number }', emails),
    ...byEmail('consent.byEmail', 'consents { purpose status basis updatedAt }', emails),
    ...(isCurrent
      ? [
          { capability: 'audience.page', query: listOf('hubspot', 'audiences', FIELDS.Audience) },
          ...byId('audience.byId', 'Audience', await idsOf(ask, 'audiences', 'hubspot')),
          ...byEmail('contact.byPhone', 'phones { number }', elsewhere),
        ]
      : []),
  ];
}

/** Operations that together read all that Klaviyo has, by every capability that the graph asks it for. */
export async function klaviyoReads(ask: Ask, emails: readonly string[]): Promise<readonly Read[]> {
  const audiences = await idsOf(ask, 'audiences', 'klaviyo');
  const members: string[] = [];
  for (const audience of audiences) members.push(...(await memberIds(ask, audience)));
  return [
    { capability: 'audience.page', query: listOf('klaviyo', 'audiences', FIELDS.Audience) },
    { capability: 'event.page', query: listOf('klaviyo', 'events', FIELDS.Event) },
    ...audiences.map((audience) => ({
      capability: 'audienceMember.page',
      query: membersOf(audience, FIELDS.AudienceMember),
    })),
    ...byId('audience.byId', 'Audience', audiences),
    ...byId('audienceMember.byId', 'AudienceMember', members),
    ...byId('event.byId', 'Event', await idsOf(ask, 'events', 'klaviyo')),
    ...byEmail('audienceMember.byEmail', 'phones { number }', emails),
  ];
}

// biome-ignore lint/suspicious/noExplicitAny: what the operation selected
type Edge = { node: any };

const listOf = (connector: string, list: string, fields: string, after = '') =>
  `{ ${list}(connector: "${connector}", first: 100${after}) { edges { node { ${fields} } } ${PAGE_INFO} } }`;
const membersOf = (audience: string, fields: string, after = '') =>
  `{ node(id: "${audience}") { ... on Audience { members(first: 100${after}) { edges { node { ${fields} } } ${PAGE_INFO} } } } }`;
const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';

function byId(capability: string, kind: Kind, ids: readonly string[]): readonly Read[] {
  const one = (id: string, at: number) => `n${at}: node(id: "${id}") { ...all }`;
  const all = `fragment all on Node { ... on ${kind} { ${FIELDS[kind]} } }`;
  return inChunks(ids).map((chunk) => ({ capability, query: `{ ${chunk.map(one).join(' ')} } ${all}` }));
}

function byEmail(capability: string, fields: string, emails: readonly string[]): readonly Read[] {
  const one = (email: string, at: number) => `c${at}: customer(email: "${email}") { ...all }`;
  const all = `fragment all on Customer { id emails fullName ${fields} }`;
  return inChunks(emails).map((chunk) => ({ capability, query: `{ ${chunk.map(one).join(' ')} } ${all}` }));
}

function inChunks(items: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, at) =>
    items.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}

function idsOf(ask: Ask, list: string, connector: string): Promise<readonly string[]> {
  return allPages(async (after) => (await ask(listOf(connector, list, 'id', after)))[list]);
}

function memberIds(ask: Ask, audience: string): Promise<readonly string[]> {
  return allPages(async (after) => (await ask(membersOf(audience, 'id', after))).node.members);
}

interface Connection {
  edges: readonly Edge[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

async function allPages(read: (after: string) => Promise<Connection>): Promise<readonly string[]> {
  const ids: string[] = [];
  let after = '';
  for (;;) {
    const { edges, pageInfo } = await read(after);
    ids.push(...edges.map(({ node }) => node.id));
    if (!pageInfo.hasNextPage) return ids;
    after = `, after: "${pageInfo.endCursor}"`;
  }
}
