import { VendorError } from '@selvedge/connector-api';
import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { sampleId } from '@selvedge/salesforce-wire/testing';
import { describe, expect, it } from 'vitest';
import salesforce from './index.js';

const { 'contact.byId': byId, 'contact.upsert': upsert, 'person.erase': erase } = salesforce.capabilities;
const answering = (answer: (request: ScriptedRequest) => ScriptedAnswer) =>
  scriptedCall({ connector: salesforce, answer });
const [ADA, GRACE] = [sampleId('003', 1), sampleId('003', 2)];

describe('contact.byId', () => {
  it('reads 2,000 ids in one call, each once, nulls at their places', async () => {
    const { call, requests } = answering(() => ({ body: [{ Id: ADA, LastName: 'Byron' }, null] }));
    const found = await byId?.run([ADA, GRACE, ADA.slice(0, 15)], call);
    expect(found).toMatchObject([{ id: ADA }, null, { id: ADA }]);
    expect(byId?.maxBatch).toBe(2_000);
    expect(requests).toMatchObject([
      { method: 'POST', path: '/services/data/v66.0/composite/sobjects/Contact', body: { ids: [ADA, GRACE] } },
    ]);
  });

  it('asks for the fields of a set only', async () => {
    const { call, requests } = answering(() => ({ body: [{ Id: ADA, LastName: 'Byron' }] }));
    expect(await byId?.run([ADA], { ...call, fieldSet: 'card' })).toMatchObject([{ familyName: 'Byron' }]);
    const fields = ['Id', 'Email', 'FirstName', 'LastName', 'CreatedDate', 'LastModifiedDate'];
    expect(requests[0]?.body).toEqual({ ids: [ADA], fields });
  });

  it('calls an answer with fewer rows than ids malformed', async () => {
    const { call } = answering(() => ({ body: [null] }));
    await expect(byId?.run([ADA, GRACE], call)).rejects.toMatchObject({ failure: { class: 'malformed' } });
  });
});

describe('contact.upsert', () => {
  it('writes by the external id, and each failure stays at its record', async () => {
    const { call, requests } = answering(() => ({
      body: [
        { id: ADA, success: true, errors: [], created: true },
        { success: false, errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW', message: 'busy', fields: [] }] },
      ],
    }));
    const written = await upsert?.run(
      [
        { email: ' Ada@Example.org ', familyName: 'Byron', phone: null },
        { email: 'grace@example.org', familyName: 'Murray' },
        { email: 'staged@example.org', lifecycleStage: 'LEAD' },
        { email: 'ada@example.org', givenName: 'Ada' },
      ],
      call,
    );
    expect(written?.[0]).toEqual({ id: ADA, created: true });
    expect(written?.[3]).toEqual({ id: ADA, created: false });
    expect(written?.slice(1, 3).map((one) => VendorError.is(one) && one.failure.class)).toEqual([
      'transient',
      'invalid',
    ]);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'PATCH',
      path: '/services/data/v66.0/composite/sobjects/Contact/Email_Key__c',
    });
    expect(requests[0]?.body).toEqual({
      allOrNone: false,
      records: [
        {
          attributes: { type: 'Contact' },
          Email_Key__c: 'ada@example.org',
          Email: 'ada@example.org',
          LastName: 'Byron',
          Phone: null,
          FirstName: 'Ada',
        },
        {
          attributes: { type: 'Contact' },
          Email_Key__c: 'grace@example.org',
          Email: 'grace@example.org',
          LastName: 'Murray',
        },
      ],
    });
  });

  it('does not ask Salesforce for nothing', async () => {
    const { call, requests } = answering(() => ({ body: [] }));
    const [refused] = (await upsert?.run([{ email: ' ' }], call)) ?? [];
    expect(VendorError.is(refused) && refused.failure.class).toBe('invalid');
    expect(requests).toEqual([]);
  });
});

describe('person.erase', () => {
  it('deletes all records of a person in one call; one that is deleted already is no failure', async () => {
    const { call, requests } = answering(({ method, query }) => {
      if (method === 'DELETE') {
        const gone = { success: false, errors: [{ statusCode: 'ENTITY_IS_DELETED', message: 'entity is deleted' }] };
        return { body: [{ id: ADA, success: true, errors: [] }, gone] };
      }
      const rows = query.get('q')?.includes('FROM Contact') ? [ADA, GRACE] : [];
      return { body: { done: true, records: rows.map((Id) => ({ Id, Email: 'Ada@example.org' })) } };
    });
    expect(await erase?.run([{ email: 'ada@example.org' }], call)).toMatchObject([
      { status: 'recoverable', ids: [ADA, GRACE] },
    ]);
    const deletion = requests.find(({ method }) => method === 'DELETE');
    expect(deletion?.path).toBe('/services/data/v66.0/composite/sobjects');
    expect(Object.fromEntries(deletion?.query ?? [])).toEqual({ ids: `${ADA},${GRACE}`, allOrNone: 'false' });
  });
});
