import type { OwnerRecord, Sourced } from '@selvedge/schema';
import { expect, test } from 'vitest';
import { encodeGlobalId } from '../global-id.js';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';
import { CRM, contact } from '../testing/records.js';

function owner(id: string): Sourced<OwnerRecord> {
  return { kind: 'Owner', source: CRM, id, name: `Owner ${id}`, email: null, updatedAt: null };
}

const crm: FakeConnector = {
  version: CRM.version,
  answers: {
    'contact.page': () => ({
      items: [
        contact('1', { ownerId: 'o1' }),
        contact('2', { ownerId: 'o2' }),
        contact('3', { ownerId: 'o1' }),
        contact('4', { ownerId: null }),
        contact('5'),
      ],
      next: null,
    }),
    'owner.byId': owner,
  },
};

const QUERY = '{ contacts { edges { node { owner { id name } } } } }';

test('the owners of a page of contacts cost one batch; a contact without one asks nothing', async () => {
  const { at, errors, sources } = await execute({ crm }, QUERY);
  expect(errors).toEqual([]);
  const id = encodeGlobalId({ kind: 'Owner', connector: 'crm', id: 'o1' });
  expect(at('contacts.edges.0.node.owner')).toEqual({ id, name: 'Owner o1' });
  expect([at('contacts.edges.3.node.owner'), at('contacts.edges.4.node.owner')]).toEqual([null, null]);
  expect(sources.log()).toEqual(['1 contact.page crm ×1', '2 owner.byId crm ×2']);
});

test('an owner is found again by its id', async () => {
  const id = encodeGlobalId({ kind: 'Owner', connector: 'crm', id: 'o2' });
  const query = `{ node(id: "${id}") { ... on Owner { name source { connector } } } }`;
  const { data } = await execute({ crm }, query, { scopes: ['crm:read'] });
  expect(data).toEqual({ node: { name: 'Owner o2', source: { connector: 'crm' } } });
});

test('an owner that cannot be read costs its own field only', async () => {
  const down: FakeConnector = {
    version: CRM.version,
    answers: {
      ...crm.answers,
      'owner.byId': () => {
        throw new Fails({ class: 'transient', message: 'down' });
      },
    },
  };
  const { at, errors } = await execute(
    { crm: down },
    '{ contacts(first: 1) { edges { node { emails owner { name } } } } }',
  );
  expect(at('contacts.edges.0.node')).toEqual({ emails: ['person1@example.org'], owner: null });
  expect(errors).toMatchObject([{ path: 'contacts.edges.0.node.owner', extensions: { code: 'VENDOR_UNAVAILABLE' } }]);
});
