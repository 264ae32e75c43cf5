import { VendorError } from '@selvedge/connector-api';
import { scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { account } from './account.js';
import { batchRead, readByIds } from './batch-read.js';

const ada = { id: '512', properties: { email: 'ada@example.org' }, createdAt: '…', archived: false };
const bea = { id: '513', properties: { email: 'bea@example.org' } };
const contacts = { objects: '/crm/v3/objects/contacts', properties: ['email'] } as const;

it('reads each id once and answers in their order, whatever order HubSpot has', async () => {
  const { call, requests } = scriptedCall({ connector: account, answer: () => ({ body: { results: [bea, ada] } }) });
  const found = await readByIds(['512', '513', '512'], call, contacts);
  expect(found.map((object) => object instanceof Error || object?.id)).toEqual(['512', '513', '512']);
  expect(requests).toMatchObject([
    {
      method: 'POST',
      path: '/crm/v3/objects/contacts/batch/read',
      body: { properties: ['email'], inputs: [{ id: '512' }, { id: '513' }] },
    },
  ]);
});

it('tells, in a 207, what is not there from what failed', async () => {
  const { call } = scriptedCall({
    connector: account,
    answer: () => ({
      status: 207,
      body: {
        results: [ada],
        numErrors: 2,
        errors: [
          { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Could not get', context: { ids: ['900'] } },
          { status: 'error', category: 'INTERNAL_ERROR', message: 'Try again', context: { ids: ['901'] } },
        ],
      },
    }),
  });
  const [found, missing, failed] = await readByIds(['512', '900', '901'], call, contacts);
  expect(found).toMatchObject({ id: '512' });
  expect(missing).toBeNull();
  expect(VendorError.is(failed) && failed.failure).toEqual({ class: 'transient', message: 'Try again' });
});

it('never asks for an id that is no number, which would fail its whole batch', async () => {
  const { call, requests } = scriptedCall({ connector: account, answer: () => ({ body: { results: [] } }) });
  expect(await readByIds(['abc', ''], call, contacts)).toEqual([null, null]);
  expect(requests).toEqual([]);
});

it('names the property by which it asks', async () => {
  const { call, requests } = scriptedCall({ connector: account, answer: () => ({ body: { results: [ada] } }) });
  await batchRead(['ada@example.org'], call, { ...contacts, idProperty: 'email' });
  expect(requests[0]?.body).toMatchObject({ idProperty: 'email', inputs: [{ id: 'ada@example.org' }] });
});
