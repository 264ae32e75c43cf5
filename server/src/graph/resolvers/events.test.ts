import type { EventRecord, Sourced } from '@selvedge/schema';
import { expect, test } from 'vitest';
import { encodeGlobalId } from '../global-id.js';
import { execute } from '../testing/execute.js';
import type { FakeConnector } from '../testing/fake-sources.js';
import { MAIL } from '../testing/records.js';

function event(id: string): Sourced<EventRecord> {
  return {
    kind: 'Event',
    source: MAIL,
    id,
    name: 'Placed Order',
    email: 'ada@example.org',
    value: { amount: '12.50', currency: 'EUR' },
    occurredAt: '2026-11-20T10:00:00.000Z',
    updatedAt: null,
  };
}

const mail: FakeConnector = {
  version: MAIL.version,
  answers: {
    'event.page': ({ after }) =>
      after === null ? { items: [event('1'), event('2')], next: 'p2' } : { items: [event('3')], next: null },
    'event.byId': (id) => event(id),
  },
};

const PAGE = `edges { node { name email value { amount currency } occurredAt } } pageInfo { hasNextPage endCursor }`;

test('events are read page by page', async () => {
  const { at, errors } = await execute({ mail }, `{ events(first: 2) { ${PAGE} } }`);
  expect(errors).toEqual([]);
  expect(at('events.edges.0.node')).toEqual({
    name: 'Placed Order',
    email: 'ada@example.org',
    value: { amount: '12.50', currency: 'EUR' },
    occurredAt: '2026-11-20T10:00:00.000Z',
  });
  expect(at('events.pageInfo.hasNextPage')).toBe(true);
  const rest = await execute({ mail }, `{ events(after: "${at('events.pageInfo.endCursor')}") { ${PAGE} } }`);
  expect(rest.at('events.edges.length')).toBe(1);
  expect(rest.at('events.pageInfo.hasNextPage')).toBe(false);
});

test('an event is found again by its id, for who may read e-mail', async () => {
  const id = encodeGlobalId({ kind: 'Event', connector: 'mail', id: '7' });
  const query = `{ node(id: "${id}") { id __typename } }`;
  const found = await execute({ mail }, query, { scopes: ['email:read'] });
  expect(found.data).toEqual({ node: { id, __typename: 'Event' } });
  const refused = await execute({ mail }, query, { scopes: ['crm:read'] });
  expect(refused.errors[0]?.extensions.code).toBe('FORBIDDEN');
});
