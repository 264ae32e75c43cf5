import { scriptedCall } from '@selvedge/connector-api/testing';
import { describe, expect, it } from 'vitest';
import { account } from './account.js';
import { capabilitiesOf } from './capabilities.js';
import type { Generation } from './generation.js';
import { sampleId } from './testing/index.js';

const CARD = ['Id', 'Email', 'FirstName', 'LastName', 'CreatedDate', 'LastModifiedDate'];
const [ADA, LEAD] = [sampleId('003', 1), sampleId('00Q', 2)];

/** The capabilities, and the fields that they ask for: of each type, by id and in queries. */
function asking(fieldSet?: string, settings = {}) {
  const asked = new Map<string, readonly string[]>();
  const generation: Generation = {
    root: '/services/data/v66.0',
    readLimit: 10,
    read: async (ids, _call, { type, fields }) => {
      asked.set(type, fields);
      return ids.map((Id) => ({ Id, LastName: 'Byron', IsConverted: false }));
    },
    eraseLimit: 10,
    remove: async (ids) => ids.map(() => null),
  };
  const { call } = scriptedCall({
    connector: account,
    settings,
    answer: ({ query }) => {
      const [, fields = '', type = ''] = /^SELECT (\S+) FROM (\w+)/.exec(query.get('q') ?? '') ?? [];
      asked.set(type, fields.split(','));
      return { body: { done: true, records: [] } };
    },
  });
  const sparse = fieldSet === undefined ? call : { ...call, fieldSet };
  return { capabilities: capabilitiesOf(generation), call: sparse, asked: () => Object.fromEntries(asked) };
}

const PAGE = { first: 5, after: null };

describe('a read of a field set names its fields only', () => {
  it('of contacts and leads by id; a lead has no stage then, whose dates are not asked', async () => {
    const { capabilities, call, asked } = asking('card');
    const found = await capabilities['contact.byId'].run([ADA, LEAD], call);
    expect(asked()).toEqual({ Contact: CARD, Lead: [...CARD, 'IsConverted'] });
    expect(found).toMatchObject([
      { id: ADA, familyName: 'Byron' },
      { id: LEAD, lifecycleStage: null },
    ]);
  });

  it('of contacts and leads by e-mail, the address among them', async () => {
    const { capabilities, call, asked } = asking('card');
    await capabilities['contact.byEmail'].run(['ada@example.org'], call);
    expect(asked()).toEqual({ Contact: CARD, Lead: [...CARD, 'IsConverted'] });
  });

  it('of contacts and leads page by page', async () => {
    const { capabilities, call, asked } = asking('summary');
    await capabilities['contact.page'].run([PAGE], call);
    const phones = [...CARD, 'Phone', 'MobilePhone'];
    expect(asked()).toEqual({
      Contact: [...phones, 'AccountId', 'OwnerId'],
      Lead: [...phones, 'OwnerId', 'IsConverted'],
    });
  });

  it.each(['company.byId', 'company.page'] as const)('of accounts through %s', async (name) => {
    const { capabilities, call, asked } = asking('card');
    if (name === 'company.byId') await capabilities[name].run([sampleId('001', 1)], call);
    else await capabilities[name].run([PAGE], call);
    expect(asked()).toEqual({ Account: ['Id', 'Name', 'Website'] });
  });

  it.each(['deal.byId', 'deal.page'] as const)('of opportunities through %s, with their currency', async (name) => {
    const { capabilities, call, asked } = asking('card');
    if (name === 'deal.byId') await capabilities[name].run([sampleId('006', 1)], call);
    else await capabilities[name].run([PAGE], call);
    expect(asked()).toEqual({ Opportunity: ['Id', 'Name', 'Amount', 'CurrencyIsoCode', 'StageName'] });
  });

  it('of opportunities, without a currency where the connection names it', async () => {
    const { capabilities, call, asked } = asking('summary', { currency: 'EUR' });
    await capabilities['deal.page'].run([PAGE], call);
    expect(asked()).toEqual({ Opportunity: ['Id', 'Name', 'Amount', 'StageName', 'IsWon', 'CloseDate'] });
  });
});

it('a read of whole records names everything, the dates of stages too', async () => {
  const { capabilities, call, asked } = asking(undefined, { mqlDateField: 'Hot__c' });
  const [lead] = await capabilities['contact.byId'].run([LEAD], call);
  expect(lead).toMatchObject({ lifecycleStage: 'LEAD' });
  expect(asked().Lead).toEqual(expect.arrayContaining([...CARD, 'LeadSource', 'Hot__c', 'SQL_Date__c']));
});
