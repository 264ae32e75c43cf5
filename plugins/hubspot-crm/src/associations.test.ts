import { VendorError } from '@selvedge/connector-api';
import { scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { account } from './account.js';
import { associations } from './associations.js';

const { run } = associations<'deal.idsByContact'>('/crm/v4/associations/contacts/deals');
const to = (...ids: number[]) => ids.map((toObjectId) => ({ toObjectId, associationTypes: [] }));

it('aligns ids to the inputs; an object without associations has none', async () => {
  const { call, requests } = scriptedCall({
    connector: account,
    answer: () => ({
      status: 207,
      body: {
        results: [{ from: { id: '2' }, to: to(7, 8) }],
        errors: [{ category: 'OBJECT_NOT_FOUND', message: 'No deal is associated', context: { fromObjectId: ['1'] } }],
      },
    }),
  });
  expect(await run(['1', '2', '2', 'x'], call)).toEqual([[], ['7', '8'], ['7', '8'], []]);
  expect(requests[0]).toMatchObject({
    path: '/crm/v4/associations/contacts/deals/batch/read',
    body: { inputs: [{ id: '1' }, { id: '2' }] },
  });
});

it('follows the pages of an object with very many associations', async () => {
  const { call, requests } = scriptedCall({
    connector: account,
    answer: ({ body }) => {
      const [input] = (body as { inputs: { id: string; after?: string }[] }).inputs;
      return input?.after === 'p2'
        ? { body: { results: [{ from: { id: '1' }, to: to(3) }] } }
        : { body: { results: [{ from: { id: '1' }, to: to(1, 2), paging: { next: { after: 'p2' } } }] } };
    },
  });
  expect(await run(['1'], call)).toEqual([['1', '2', '3']]);
  expect(requests).toHaveLength(2);
});

it('fails the input that a 207 says failed, and it alone', async () => {
  const { call } = scriptedCall({
    connector: account,
    answer: () => ({
      status: 207,
      body: {
        results: [{ from: { id: '2' }, to: to(7) }],
        errors: [{ category: 'RATE_LIMITS', message: 'slow down', context: { fromObjectId: ['1'] } }],
      },
    }),
  });
  const [failed, fine] = await run(['1', '2'], call);
  expect(VendorError.is(failed) && failed.failure.class).toBe('throttled');
  expect(fine).toEqual(['7']);
});
