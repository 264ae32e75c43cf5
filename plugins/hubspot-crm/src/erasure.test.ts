import { VendorError } from '@selvedge/connector-api';
import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { account } from './account.js';
import { crmCapabilities } from './crm-capabilities.js';
import { CRM_V3 } from './paths.js';

const { run } = crmCapabilities(CRM_V3)['person.erase'];
const GDPR_DELETE = '/crm/v3/objects/contacts/gdpr-delete';
const people = [
  { id: '512', properties: { email: 'ada@example.org' } },
  { id: '513', properties: { email: 'bea@example.org' } },
];
const erasing = (erase: (id: string) => ScriptedAnswer = () => ({ status: 200, body: null })) =>
  scriptedCall({
    connector: account,
    answer: ({ path, body }: ScriptedRequest) =>
      path === GDPR_DELETE ? erase((body as { objectId: string }).objectId) : { body: { results: people } },
  });

it('erases by the id of the contact that was found, and never by an address', async () => {
  const { call, requests } = erasing();
  expect(await run([{ email: 'ADA@example.org' }, { email: 'ada@example.org' }], call)).toEqual([
    { status: 'erased', ids: ['512'], note: null },
    { status: 'erased', ids: ['512'], note: null },
  ]);
  expect(requests.filter(({ path }) => path === GDPR_DELETE).map(({ body }) => body)).toEqual([{ objectId: '512' }]);
});

it('never tells HubSpot to erase an address that it does not know, which would block the address', async () => {
  const { call, requests } = erasing();
  expect(await run([{ email: 'nobody@example.org' }], call)).toEqual([{ status: 'not-found', ids: [], note: null }]);
  expect(requests.map(({ path }) => path)).toEqual(['/crm/v3/objects/contacts/batch/read']);
});

it('keeps a failure at the person whom it concerns; one that is gone by now is erased', async () => {
  const { call } = erasing((id) =>
    id === '512'
      ? { status: 423, body: null }
      : { status: 404, body: { message: 'Object not found.', category: 'OBJECT_NOT_FOUND' } },
  );
  const [failed, erased] = await run([{ email: 'ada@example.org' }, { email: 'bea@example.org' }], call);
  expect(VendorError.is(failed) && failed.failure.class).toBe('throttled');
  expect(erased).toMatchObject({ status: 'erased', ids: ['513'] });
});
