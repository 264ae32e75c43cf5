import { VendorError } from '@selvedge/connector-api';
import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { sampleId } from '@selvedge/salesforce-wire/testing';
import { describe, expect, it } from 'vitest';
import salesforce from './index.js';

const { 'contact.byId': byId, 'contact.upsert': upsert, 'person.erase': erase } = salesforce.capabilities;
const answering = (answer: (request: ScriptedRequest) => ScriptedAnswer) =>
  scriptedCall({ connector: salesforce, answer });
const refusal = (status: number, errorCode: string) => ({ status, body: [{ errorCode, message: 'why' }] });
const ADA = sampleId('003', 1);

describe('contact.byId', () => {
  it('reads one record a call', async () => {
    const { call, requests } = answering(() => ({ body: { Id: ADA, LastName: 'Byron' } }));
    expect(await byId?.run([ADA], call)).toMatchObject([{ id: ADA, familyName: 'Byron' }]);
    expect(requests[0]?.path).toBe(`/services/data/v39.0/sobjects/Contact/${ADA}`);
    expect(requests[0]?.query.get('fields')?.split(',')).toContain('MQL_Date__c');
  });

  it('asks for the fields of a set only', async () => {
    const { call, requests } = answering(() => ({ body: { Id: ADA, LastName: 'Byron' } }));
    expect(await byId?.run([ADA], { ...call, fieldSet: 'card' })).toMatchObject([{ familyName: 'Byron' }]);
    expect(requests[0]?.query.get('fields')).toBe('Id,Email,FirstName,LastName,CreatedDate,LastModifiedDate');
  });

  it.each(['NOT_FOUND', 'ENTITY_IS_DELETED'])('takes a %s for nobody', async (code) => {
    expect(await byId?.run([ADA], answering(() => refusal(404, code)).call)).toEqual([null]);
  });

  it('fails where the version is retired', async () => {
    const [failed] = (await byId?.run([ADA], answering(() => refusal(410, 'GONE')).call).catch((e) => [e])) ?? [];
    expect(VendorError.is(failed) && failed.failure.class).toBe('gone');
  });
});

describe('contact.upsert', () => {
  it('creates by the external id in the path, which is not in the body', async () => {
    const { call, requests } = answering(() => ({ status: 201, body: { id: ADA, success: true, errors: [] } }));
    const written = await upsert?.run([{ email: 'A/B@example.org', familyName: 'B' }], call);
    expect(written).toEqual([{ id: ADA, created: true }]);
    expect(requests).toMatchObject([
      {
        method: 'PATCH',
        path: '/services/data/v39.0/sobjects/Contact/Email_Key__c/a%2Fb%40example.org',
        body: { Email: 'A/B@example.org', LastName: 'B' },
      },
    ]);
  });

  it('reads the id where an update answers nothing', async () => {
    const { call, requests } = answering(({ method }) => ({ body: method === 'PATCH' ? null : { Id: ADA } }));
    expect(await upsert?.run([{ email: 'ada@example.org', givenName: 'Ada' }], call)).toEqual([
      { id: ADA, created: false },
    ]);
    expect(requests.map(({ method }) => method)).toEqual(['PATCH', 'GET']);
  });

  it.each([
    [300, 'MULTIPLE'],
    [400, 'REQUIRED_FIELD_MISSING'],
  ])('is refused with a %i', async (status, code) => {
    const [failed] =
      (await upsert?.run([{ email: 'ada@example.org' }], answering(() => refusal(status, code)).call)) ?? [];
    expect(VendorError.is(failed) && failed.failure.class).toBe('invalid');
  });
});

it('person.erase deletes one record a call and takes one that is deleted already for deleted', async () => {
  const lead = sampleId('00Q', 7);
  const { call, requests } = answering(({ method, path, query }) => {
    if (method === 'DELETE') return path.includes('Lead') ? refusal(404, 'ENTITY_IS_DELETED') : { body: null };
    const Id = query.get('q')?.includes('FROM Contact') ? ADA : lead;
    return { body: { done: true, records: [{ Id, Email: 'ada@example.org' }] } };
  });
  expect(await erase?.run([{ email: 'ADA@example.org' }], call)).toMatchObject([
    { status: 'recoverable', ids: [ADA, lead] },
  ]);
  expect(requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
    `/services/data/v39.0/sobjects/Contact/${ADA}`,
    `/services/data/v39.0/sobjects/Lead/${lead}`,
  ]);
});
