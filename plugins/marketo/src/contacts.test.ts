import { VendorError } from '@selvedge/connector-api';
import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { describe, expect, it } from 'vitest';
import { contactsByEmail, contactsById } from './contacts.js';
import marketo from './index.js';

const answering = (answer: (request: ScriptedRequest) => ScriptedAnswer, settings = {}) =>
  scriptedCall({ connector: marketo, answer, settings });
const success = (...result: object[]) => ({ body: { requestId: '1#2', success: true, result } });
const ada = {
  id: 318_581,
  email: 'Ada@example.org',
  firstName: 'Ada',
  lastName: 'Byron',
  phone: '+44 20 7946 0123',
  mobilePhone: null,
  leadSource: 'Paid Social',
  createdAt: '2026-01-05T10:00:00Z',
  updatedAt: '2026-02-01T08:30:00Z',
};
const idsOf = (found: readonly unknown[]) =>
  found.map((one) => (one instanceof Error ? 'failure' : ((one as { id: string } | null)?.id ?? null)));

describe('contact.byId', () => {
  it('maps a lead; a field that is left out has no value', async () => {
    const { call } = answering(() => success(ada, { id: 7, updatedAt: '2026-02-01T08:30:00Z' }));
    const [full, bare] = await contactsById.run(['318581', '7'], call);
    expect(full).toEqual({
      kind: 'Contact',
      id: '318581',
      emails: ['Ada@example.org'],
      givenName: 'Ada',
      familyName: 'Byron',
      phones: [{ number: '+44 20 7946 0123', kind: 'WORK' }],
      lifecycleStage: null,
      originalSource: 'PAID_SOCIAL',
      companyId: null,
      createdAt: '2026-01-05T10:00:00.000Z',
      updatedAt: '2026-02-01T08:30:00.000Z',
      becameMarketingQualifiedAt: null,
      becameSalesQualifiedAt: null,
      links: [],
    });
    expect(bare).toMatchObject({ id: '7', emails: [], givenName: null, phones: [], originalSource: null });
  });

  it('asks for each id once, and never for one that would fail the batch', async () => {
    const { call, requests } = answering(() => success(ada));
    expect(idsOf(await contactsById.run(['x', '318581', '99999999999', '318581'], call))).toEqual([
      null,
      '318581',
      null,
      '318581',
    ]);
    expect(requests.map(({ query }) => query.get('filterValues'))).toEqual(['318581']);
  });

  it('reads the stage from the field that the account keeps it in', async () => {
    const leads = ['MQL', 'Sales Qualified Lead', 'Red hot', ''].map((stage, at) => ({ id: at + 1, stage__c: stage }));
    const { call, requests } = answering(() => success(...leads), { stageField: 'stage__c' });
    const found = await contactsById.run(['1', '2', '3', '4'], call);
    expect(found.map((one) => one && !(one instanceof Error) && one.lifecycleStage)).toEqual([
      'MARKETING_QUALIFIED_LEAD',
      'SALES_QUALIFIED_LEAD',
      'OTHER',
      null,
    ]);
    expect(requests[0]?.query.get('fields')).toContain('stage__c');
  });

  it('fails a lead whose time cannot be read, and it alone', async () => {
    const { call } = answering(() => success(ada, { id: 7, createdAt: 'yesterday' }));
    const [fine, failed] = await contactsById.run(['318581', '7'], call);
    expect(fine).toMatchObject({ id: '318581' });
    expect(VendorError.is(failed) && failed.failure.class).toBe('malformed');
  });

  it('takes code 702 and a mere warning for nothing found', async () => {
    const none = answering(() => ({ body: { success: false, errors: [{ code: '702', message: 'No data' }] } }));
    expect(await contactsById.run(['1'], none.call)).toEqual([null]);
    const warned = answering(() => ({ body: { success: true, warnings: [{ code: 702, message: 'No data' }] } }));
    expect(await contactsById.run(['1'], warned.call)).toEqual([null]);
  });
});

it.each([
  ['contact.byId', contactsById, '318581'],
  ['contact.byEmail', contactsByEmail, 'ada@example.org'],
] as const)('%s asks for the fields of a set only, and finds the same lead', async (_, { run }, input) => {
  const { id, email, firstName, lastName, createdAt, updatedAt } = ada;
  const { call, requests } = answering(() => success({ id, email, firstName, lastName, createdAt, updatedAt }), {
    stageField: 'stage__c',
  });
  const [found] = await run([input], { ...call, fieldSet: 'card' });
  expect(requests[0]?.query.get('fields')).toBe('email,firstName,lastName,createdAt,updatedAt');
  expect(found).toMatchObject({
    id: '318581',
    givenName: 'Ada',
    familyName: 'Byron',
    phones: [],
    lifecycleStage: null,
  });
});

describe('contact.byEmail', () => {
  it('answers the lead that was updated last, of several with one address, over all pages', async () => {
    const older = { ...ada, id: 1, email: 'ada@example.org', updatedAt: '2025-01-01T00:00:00Z' };
    const { call, requests } = answering(({ query }) =>
      query.get('nextPageToken') === 'p2'
        ? success(older)
        : { body: { success: true, result: [{ ...older, id: 2 }, ada], nextPageToken: 'p2', moreResult: true } },
    );
    const found = await contactsByEmail.run(['ADA@example.org', 'nobody@example.org', ''], call);
    expect(idsOf(found)).toEqual(['318581', null, null]);
    expect(requests).toHaveLength(2);
  });

  it('sends a long list as a form', async () => {
    const emails = Array.from({ length: 300 }, (_, n) => `somebody.${n}@a-rather-long-domain.example`);
    const { call, requests } = answering(() => success());
    await contactsByEmail.run(emails, call);
    expect(requests).toMatchObject([{ method: 'POST', path: '/rest/v1/leads.json' }]);
    expect(requests[0]?.query.toString()).toBe('_method=GET');
    const form = new URLSearchParams(String(requests[0]?.body));
    expect(form.get('filterType')).toBe('email');
    expect(form.get('filterValues')?.split(',')).toEqual(emails);
  });

  it('refuses an address with a comma, which would be two, without asking', async () => {
    const { call, requests } = answering(() => success());
    expect(idsOf(await contactsByEmail.run(['"a,b"@example.org'], call))).toEqual(['failure']);
    expect(requests).toEqual([]);
  });
});
