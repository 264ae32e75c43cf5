import type { PageInput } from '@selvedge/schema';
import { expect, test } from 'vitest';
import { execute } from '../testing/execute.js';
import type { FakeConnector } from '../testing/fake-sources.js';
import { contact, deal } from '../testing/records.js';
import { type Cursor, encodeCursor } from './cursor.js';
import { listOf } from './list-identity.js';

const LIST = `query ($first: Int, $after: String, $connector: String) {
  contacts(first: $first, after: $after, connector: $connector) {
    edges { cursor node { emails } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

/** Contacts c1 … c`count`, at most `largest` a page; the vendor's cursor is an offset. */
function crmOf(count: number, largest: number, version = '2.0.0'): FakeConnector {
  const page = ({ first, after }: PageInput) => {
    const from = Number(after ?? 0);
    const to = Math.min(count, from + Math.min(first, largest));
    const items = Array.from({ length: to - from }, (_, at) =>
      contact(String(from + at + 1), { emails: [`c${from + at + 1}`] }),
    );
    return { items, next: to < count ? String(to) : null };
  };
  return { version, answers: { 'contact.page': page } };
}

/** A cursor of the list of contacts without a query. */
function cursorOf(place: Cursor): string {
  return encodeCursor(place, listOf({ parentType: { name: 'Query' }, fieldName: 'contacts' }, {}));
}

async function read(crm: FakeConnector, variables: Record<string, unknown>) {
  const executed = await execute({ crm }, LIST, { variables });
  const edges = executed.at('contacts.edges') as { cursor: string; node: { emails: string[] } }[] | undefined;
  const pageInfo = executed.at('contacts.pageInfo') as Record<string, unknown>;
  return { ...executed, edges, pageInfo, emails: edges?.map(({ node }) => node.emails[0]) };
}

test.each([
  { largest: 100, first: 4 },
  { largest: 3, first: 4 },
  { largest: 1, first: 4 },
  { largest: 5, first: 1 },
])('reads every item once with first: $first over vendor pages of $largest', async ({ largest, first }) => {
  const seen: (string | undefined)[] = [];
  let after: unknown = null;
  for (;;) {
    const { emails, pageInfo } = await read(crmOf(10, largest), { first, after });
    seen.push(...(emails ?? []));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(seen).toEqual(Array.from({ length: 10 }, (_, at) => `c${at + 1}`));
});

test('every edge is a place to read on from, with another page size too', async () => {
  const { edges } = await read(crmOf(10, 4), { first: 7 });
  for (const [at, edge] of (edges ?? []).entries()) {
    const { emails, pageInfo } = await read(crmOf(10, 4), { first: 2, after: edge.cursor });
    expect(emails).toEqual([`c${at + 2}`, `c${at + 3}`]);
    expect(pageInfo.hasPreviousPage).toBe(true);
  }
});

test('a cursor is answered by the version that made it', async () => {
  const after = cursorOf({ connector: 'crm', version: '1.4.0', after: '3', skip: 1 });
  const { sources, emails } = await read(crmOf(10, 5), { first: 2, after });
  expect(emails).toEqual(['c5', 'c6']);
  expect(sources.batches[0]).toMatchObject({ inputs: [{ first: 3, after: '3' }], options: [{ version: '1.4.0' }] });
});

test('a vendor with empty pages without end gets an end and a place to read on', async () => {
  const endless: FakeConnector = {
    version: '2.0.0',
    answers: { 'contact.page': ({ after }) => ({ items: [], next: String(Number(after ?? 0) + 1) }) },
  };
  const { edges, pageInfo, sources } = await read(endless, { first: 5 });
  expect(edges).toEqual([]);
  expect(pageInfo).toMatchObject({ hasNextPage: true, endCursor: expect.any(String) });
  expect(sources.batches).toHaveLength(20);
});

test('an empty list has no cursors', async () => {
  const { pageInfo } = await read(crmOf(0, 5), { first: 5 });
  expect(pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
});

test.each([
  [{ first: 0 }, 'Expected "first" to be 1 to 100, but got 0.'],
  [{ first: 101 }, 'Expected "first" to be 1 to 100, but got 101.'],
  [{ first: 5, after: 'nonsense' }, 'Expected "after" to be a cursor of this list'],
  [
    { first: 5, connector: 'crm', after: cursorOf({ connector: 'mail', version: '1.0.0', after: null, skip: 0 }) },
    'Expected "after" to be a cursor of the connector "crm", but it is one of "mail".',
  ],
])('refuses %j', async (variables, message) => {
  const { at, errors } = await read(crmOf(3, 3), variables);
  expect(at('contacts')).toBeNull();
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors[0]?.message).toContain(message);
});

const CURSORS = '{ edges { cursor } }';
const everything: FakeConnector = {
  version: '2.0.0',
  answers: {
    'contact.page': ({ query }) => ({ items: query === 'gone' ? [] : [contact('1'), contact('2')], next: null }),
    'contact.byId': (id) => contact(id),
    'contact.idsByDeal': () => ['1', '2', '3'],
    'deal.page': () => ({ items: [deal('1'), deal('2')], next: null }),
    'deal.idsByContact': () => ['1', '2', '3'],
    'deal.byId': (id) => deal(id),
  },
};
const IN_CONTACTS = (list: string) => `{ contacts(first: 1) { edges { node { ${list} } } } }`;

test.each([
  [`{ deals ${CURSORS} }`, 'deals', (c: string) => `{ contacts(after: "${c}") ${CURSORS} }`, 'contacts', 'Query.deals'],
  [
    `{ contacts ${CURSORS} }`,
    'contacts',
    (c: string) => `{ contacts(after: "${c}", query: "ada") ${CURSORS} }`,
    'contacts',
    'another "query"',
  ],
  [
    `{ contacts(query: "ada") ${CURSORS} }`,
    'contacts',
    (c: string) => `{ contacts(after: "${c}") ${CURSORS} }`,
    'contacts',
    'another "query"',
  ],
  [
    `{ customers ${CURSORS} }`,
    'customers',
    (c: string) => `{ contacts(after: "${c}") ${CURSORS} }`,
    'contacts',
    'Query.customers',
  ],
  [
    `{ deals { edges { node { contacts ${CURSORS} } } } }`,
    'deals.edges.0.node.contacts',
    (c: string) => IN_CONTACTS(`deals(after: "${c}") ${CURSORS}`),
    'contacts.edges.0.node.deals',
    'Deal.contacts',
  ],
  [
    `{ deals { edges { node { contacts ${CURSORS} } } } }`,
    'deals.edges.1.node.contacts',
    (c: string) => `{ deals { edges { node { contacts(after: "${c}") ${CURSORS} } } } }`,
    'deals.edges.0.node.contacts',
    'another record',
  ],
])('refuses the cursor of %s in another list', async (from, list, into, path, told) => {
  const { at } = await execute({ crm: everything }, from);
  const cursor = at(`${list}.edges.0.cursor`);
  const refused = await execute({ crm: everything }, into(String(cursor)));
  expect(refused.at(path)).toBeNull();
  expect(refused.errors[0]).toMatchObject({ path, extensions: { code: 'BAD_USER_INPUT' } });
  expect(refused.errors[0]?.message).toContain('Expected "after" to be a cursor of this list');
  expect(refused.errors[0]?.message).toContain(told);
});

test('a cursor reads on under the query, or in the record, that it was made under', async () => {
  const QUERY = (after: string) => `{ contacts(first: 1, query: "ada"${after}) ${CURSORS} }`;
  const { at } = await execute({ crm: everything }, QUERY(''));
  const next = await execute({ crm: everything }, QUERY(`, after: "${at('contacts.edges.0.cursor')}"`));
  expect(next.errors).toEqual([]);

  const DEALS = (after: string) => IN_CONTACTS(`deals(first: 1${after}) { edges { cursor node { name } } }`);
  const first = await execute({ crm: everything }, DEALS(''));
  const second = await execute(
    { crm: everything },
    DEALS(`, after: "${first.at('contacts.edges.0.node.deals.edges.0.cursor')}"`),
  );
  expect(second.at('contacts.edges.0.node.deals.edges.0.node.name')).toBe('Deal 2');
});

test('an unknown connector is refused, naming those that are connected', async () => {
  const { errors } = await read(crmOf(3, 3), { connector: 'salesfroce' });
  expect(errors[0]).toMatchObject({
    extensions: { code: 'CONNECTOR_NOT_CONNECTED' },
    message: 'Expected a connected connector with contact.page (connected: crm), but got "salesfroce".',
  });
});

test('a list that no vendor has is null with CAPABILITY_MISSING', async () => {
  const { data, errors } = await execute({ crm: crmOf(3, 3) }, '{ audiences { edges { cursor } } }');
  expect(data).toEqual({ audiences: null });
  expect(errors[0]?.extensions.code).toBe('CAPABILITY_MISSING');
});
