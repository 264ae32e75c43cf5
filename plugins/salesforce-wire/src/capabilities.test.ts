import { VendorError } from '@selvedge/connector-api';
import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { describe, expect, it } from 'vitest';
import { account } from './account.js';
import { capabilitiesOf } from './capabilities.js';
import type { Generation } from './generation.js';
import { sampleId } from './testing/index.js';
import type { SObject } from './wire.js';

const ADA = sampleId('003', 1);
const LEAD = sampleId('00Q', 2);
const ada = { Id: ADA, Email: 'Ada@example.org', LastName: 'Byron', LastModifiedDate: '2026-02-01T08:30:00.000+0000' };

const kept = new VendorError({ class: 'invalid', message: 'It has cases.', vendorCode: 'DELETE_FAILED' });
const generation = (rows: readonly (SObject | null | Error)[] = []): Generation => ({
  root: '/services/data/v66.0',
  readLimit: 10,
  read: async (ids) => ids.map((id) => rows.find((row) => row !== null && 'Id' in row && row.Id === id) ?? null),
  eraseLimit: 10,
  remove: async (ids) => ids.map((id) => (id === LEAD ? kept : null)),
});
const answering = (
  answer: (request: ScriptedRequest, soql: string) => ScriptedAnswer['body'],
  settings: Record<string, string> = {},
) =>
  scriptedCall({
    connector: account,
    settings,
    answer: (request) => {
      const body = answer(request, request.query.get('q') ?? '');
      return Array.isArray(body) ? { body: { done: true, records: body } } : { body };
    },
  });
const soqlOf = ({ query }: ScriptedRequest) => query.get('q');

describe('contact.byEmail', () => {
  const { run } = capabilitiesOf(generation())['contact.byEmail'];

  it('lets nothing in an address change the query', async () => {
    const { call, requests } = answering(() => []);
    const email = "x' OR Email != '";
    expect(await run([email], call)).toEqual([null]);
    expect(requests).toHaveLength(2);
    for (const request of requests) expect(soqlOf(request)).toContain(String.raw`Email IN ('x\' or email != \'')`);
  });

  it('prefers contacts to leads and the last changed of several', async () => {
    const older = { ...ada, Id: sampleId('003', 9), LastModifiedDate: '2026-01-01T08:30:00.000+0000' };
    const { call, requests } = answering((_, soql) =>
      soql.includes('FROM Lead') ? [{ ...ada, Id: LEAD }] : [older, ada],
    );
    expect(await run(['ADA@EXAMPLE.ORG'], call)).toMatchObject([{ id: ADA, lifecycleStage: null }]);
    expect(requests.map(soqlOf).join()).toContain('IsConverted = false ORDER BY LastModifiedDate, Id');
  });

  it('makes no call for no address', async () => {
    const { call, requests } = answering(() => []);
    expect(await run([' '], call)).toEqual([null]);
    expect(requests).toEqual([]);
  });

  it('follows a query over its pages and takes no other path', async () => {
    const next = '/services/data/v66.0/query/01gD0000002HU6KIAW-2000';
    const paged = answering(({ path }, soql) => {
      if (path === next) return [ada];
      return soql.includes('FROM Lead') ? [] : { done: false, nextRecordsUrl: next, records: [] };
    });
    expect(await run(['ada@example.org'], paged.call)).toMatchObject([{ id: ADA }]);
    const astray = answering(() => ({ done: false, nextRecordsUrl: '/services/apexrest/x', records: [] }));
    await expect(run(['ada@example.org'], astray.call)).rejects.toMatchObject({ failure: { class: 'malformed' } });
  });
});

describe('a query whose further pages are gone', () => {
  const next = '/services/data/v66.0/query/01gD0000002HU6KIAW-2000';
  const { run } = capabilitiesOf(generation())['deal.idsByCompany'];
  const account1 = sampleId('001', 1);
  const row = { Id: sampleId('006', 1), AccountId: account1 };
  const losing = (losses: number) => {
    let lost = 0;
    return scriptedCall({
      connector: account,
      answer: ({ path }) => {
        if (path !== next) return { body: { done: false, nextRecordsUrl: next, records: [row] } };
        lost += 1;
        return lost > losses
          ? { body: { done: true, records: [] } }
          : { status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }] };
      },
    });
  };

  it('is asked once more from the beginning', async () => {
    const { call, requests } = losing(1);
    expect(await run([account1], call)).toEqual([[row.Id]]);
    expect(requests).toHaveLength(4);
  });

  it('fails when they are gone again', async () => {
    await expect(run([account1], losing(2).call)).rejects.toMatchObject({
      failure: { class: 'invalid', vendorCode: 'INVALID_QUERY_LOCATOR' },
    });
  });
});

describe('contact.byId', () => {
  it('tells contacts and leads apart, and takes a converted lead for nobody', async () => {
    const converted = { Id: sampleId('00Q', 3), IsConverted: true, LastName: 'Gone' };
    const lead = { Id: LEAD, IsConverted: false, LastName: 'Lead', MQL_Date__c: '2026-01-01T00:00:00.000+0000' };
    const { run } = capabilitiesOf(generation([ada, lead, converted]))['contact.byId'];
    const { call } = answering(() => []);
    const found = await run([LEAD, ADA, converted.Id, sampleId('001', 1), 'x', ADA], call);
    expect(found).toMatchObject([
      { id: LEAD, lifecycleStage: 'MARKETING_QUALIFIED_LEAD', companyId: null },
      { id: ADA, lifecycleStage: null },
      null,
      null,
      null,
      { id: ADA },
    ]);
  });

  it('fails a contact whose value cannot be read, and it alone', async () => {
    const broken = { Id: sampleId('003', 4), LastName: 'B', CreatedDate: 'yesterday' };
    const { run } = capabilitiesOf(generation([ada, broken]))['contact.byId'];
    const [fine, failed] = await run([ADA, broken.Id], answering(() => []).call);
    expect(fine).toMatchObject({ id: ADA });
    expect(VendorError.is(failed) && failed.failure.class).toBe('malformed');
  });
});

describe('pages', () => {
  const { 'contact.page': contacts, 'deal.page': deals } = capabilitiesOf(generation());

  it('go on from contacts to leads, after the last id', async () => {
    const { call, requests } = answering((_, soql) =>
      soql.includes('FROM Lead') ? [{ Id: LEAD, IsConverted: false, LastName: 'L' }] : [],
    );
    expect(await contacts.run([{ first: 2, after: ADA }], call)).toMatchObject([{ items: [{ id: LEAD }], next: null }]);
    expect(requests.map(soqlOf)).toEqual([
      expect.stringMatching(new RegExp(`FROM Contact WHERE Id > '${ADA}' ORDER BY Id LIMIT 3$`)),
      expect.stringMatching(/FROM Lead WHERE IsConverted = false ORDER BY Id LIMIT 3$/),
    ]);
  });

  it('refuse a cursor that is no id', async () => {
    const { call, requests } = answering(() => []);
    const [refused] = await contacts.run([{ first: 2, after: "x' OR Id != '" }], call);
    expect(VendorError.is(refused) && refused.failure.class).toBe('invalid');
    expect(requests).toEqual([]);
  });

  it('name the currency of each deal, or that of the connection', async () => {
    const deal = { Id: sampleId('006', 1), Amount: 5, CurrencyIsoCode: 'USD' };
    const many = answering(() => [deal]);
    const one = answering(() => [{ ...deal, CurrencyIsoCode: undefined }], { currency: 'EUR' });
    expect(await deals.run([{ first: 1, after: null }], many.call)).toMatchObject([
      { items: [{ amount: { amount: '5', currency: 'USD' } }] },
    ]);
    expect(await deals.run([{ first: 1, after: null }], one.call)).toMatchObject([
      { items: [{ amount: { amount: '5', currency: 'EUR' } }] },
    ]);
    expect(soqlOf(one.requests[0]!)).not.toContain('CurrencyIsoCode');
  });

  it('say what to set where an org has one currency', async () => {
    const { call } = scriptedCall({
      connector: account,
      answer: () => ({
        status: 400,
        body: [{ errorCode: 'INVALID_FIELD', message: "No such column 'CurrencyIsoCode' on entity 'Opportunity'." }],
      }),
    });
    const [failed] = await deals.run([{ first: 1, after: null }], call);
    expect(VendorError.is(failed) && failed.message).toMatch(/setting "currency"/);
  });
});

describe('person.erase', () => {
  it('fails a person of whom a record stays, and says which were asked for', async () => {
    const { run } = capabilitiesOf(generation())['person.erase'];
    const { call } = answering((_, soql) => (soql.includes('FROM Lead') ? [{ Id: LEAD, Email: ada.Email }] : [ada]));
    const [failed, nobody] = await run([{ email: 'ada@example.org' }, { email: 'nobody@example.org' }], call);
    expect(VendorError.is(failed) && failed.failure).toMatchObject({
      class: 'invalid',
      vendorCode: 'DELETE_FAILED',
      message: expect.stringContaining(LEAD),
    });
    expect(nobody).toEqual({ status: 'not-found', ids: [], note: null });
  });
});

it('contact.stageChanges asks the fields that the settings name', async () => {
  const { run } = capabilitiesOf(generation())['contact.stageChanges'];
  const { call, requests } = answering(() => [], { sqlDateField: 'Sales_Ready__c' });
  await run([{ stage: 'SALES_QUALIFIED_LEAD', since: '2026-01-01T00:00:00Z', until: '2026-02-01T00:00:00Z' }], call);
  expect(soqlOf(requests[0]!)).toContain(
    'Sales_Ready__c >= 2026-01-01T00:00:00.000Z AND Sales_Ready__c < 2026-02-01T00:00:00.000Z',
  );
});
