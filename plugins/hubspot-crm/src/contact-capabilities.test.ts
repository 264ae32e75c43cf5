import { VendorError } from '@selvedge/connector-api';
import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { describe, expect, it } from 'vitest';
import { account } from './account.js';
import { contactCapabilities } from './contact-capabilities.js';
import { CRM_V3 } from './paths.js';

const {
  'contact.byEmail': byEmail,
  'contact.byPhone': byPhone,
  'contact.upsert': upsert,
} = contactCapabilities(CRM_V3);
const answering = (answer: (request: ScriptedRequest) => ScriptedAnswer) =>
  scriptedCall({ connector: account, answer });
const contact = (id: string, properties: Record<string, string | null>) => ({ id, properties });

describe('contact.byEmail', () => {
  it('matches in any case, by any address of the contact, and asks for each once', async () => {
    const { call, requests } = answering(() => ({
      status: 207,
      body: {
        results: [
          contact('513', { email: 'bea@example.org', hs_additional_emails: 'b@example.com' }),
          contact('512', { email: 'ada@example.org' }),
        ],
        errors: [{ category: 'OBJECT_NOT_FOUND', message: 'no', context: { ids: ['nobody@example.org'] } }],
      },
    }));
    const found = await byEmail.run(
      ['ADA@example.org', 'b@example.com', 'nobody@example.org', 'ada@example.org', ''],
      call,
    );
    expect(found?.map((one) => (one instanceof Error ? one : (one?.id ?? null)))).toEqual([
      '512',
      '513',
      null,
      '512',
      null,
    ]);
    expect(requests[0]?.body).toMatchObject({
      idProperty: 'email',
      inputs: [{ id: 'ada@example.org' }, { id: 'b@example.com' }, { id: 'nobody@example.org' }],
    });
  });
});

describe('contact.byPhone', () => {
  it('compares what the wide search finds, and of several takes the last updated', async () => {
    const { call } = answering(() => ({
      body: {
        total: 3,
        results: [
          contact('1', { phone: '+44 20 7946 0123', lastmodifieddate: '2026-01-01T00:00:00Z' }),
          contact('2', { mobilephone: '020 7946 0123', lastmodifieddate: '2026-02-01T00:00:00Z' }),
          contact('3', { phone: '+1 207 946 0123', lastmodifieddate: '2026-03-01T00:00:00Z' }),
        ],
      },
    }));
    const found = await byPhone.run(['442079460123', '4930123456'], call);
    expect(found?.map((one) => (one instanceof Error ? one : (one?.id ?? null)))).toEqual(['2', null]);
  });

  it('stays within the values that a filter takes', async () => {
    let valuesAsked = Number.POSITIVE_INFINITY;
    const { call } = answering(({ body }) => {
      valuesAsked = (body as { filterGroups: [{ filters: [{ values: string[] }] }] }).filterGroups[0].filters[0].values
        .length;
      return { body: { total: 0, results: [] } };
    });
    await byPhone.run(
      Array.from({ length: byPhone.maxBatch }, (_, n) => `4420794600${n}0`),
      call,
    );
    expect(valuesAsked).toBeLessThanOrEqual(100);
  });
});

describe('contact.upsert', () => {
  it("keeps a refused record's error at its place", async () => {
    const { call } = answering(() => ({
      status: 207,
      body: {
        results: [{ ...contact('9', {}), new: true, objectWriteTraceId: '1' }],
        errors: [
          {
            category: 'VALIDATION_ERROR',
            message: 'Email address x is invalid',
            context: { objectWriteTraceId: ['0'] },
          },
        ],
      },
    }));
    const [refused, written] = await upsert.run([{ email: 'x' }, { email: 'new@example.org' }], call);
    expect(VendorError.is(refused) && refused.failure).toEqual({
      class: 'invalid',
      message: 'Email address x is invalid',
      vendorCode: 'VALIDATION_ERROR',
    });
    expect(written).toEqual({ id: '9', created: true });
  });

  it('sends an address that comes twice once, the later fields over the earlier, and creates it once', async () => {
    const { call, requests } = answering(() => ({
      body: { results: [{ ...contact('9', {}), new: true, objectWriteTraceId: '0' }] },
    }));
    const written = await upsert.run(
      [
        { email: 'new@example.org', givenName: 'Ada', phone: '1' },
        { email: 'New@Example.org', phone: '2' },
      ],
      call,
    );
    expect(written).toEqual([
      { id: '9', created: true },
      { id: '9', created: false },
    ]);
    expect(requests[0]?.body).toMatchObject({
      inputs: [{ idProperty: 'email', properties: { firstname: 'Ada', phone: '2' } }],
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.body).toHaveProperty('inputs.length', 1);
  });

  it('calls it malformed when HubSpot is silent about a record', async () => {
    const { call } = answering(() => ({ body: { results: [] } }));
    const [outcome] = await upsert.run([{ email: 'new@example.org' }], call);
    expect(VendorError.is(outcome) && outcome.failure.class).toBe('malformed');
  });
});
