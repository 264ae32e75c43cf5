import type { ContactRecord, DealRecord } from '@selvedge/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DifferenceClass } from '../model/index.js';
import { type ComparedAnswers, compareAnswers } from './compare-answers.js';

const asked = (capability: ComparedAnswers['capability'], shape: ComparedAnswers['shape']): ComparedAnswers => ({
  capability,
  shape,
  fieldsOf: () => null,
});
const RECORD = asked('contact.byId', 'record');
const told = (stable: unknown, candidate: unknown, by = RECORD) =>
  compareAnswers(stable, candidate, by).differences.map((each) => [each.coordinate, each.class]);

const name = fc.stringMatching(/^[A-Z][a-z]{2,9}$/);
const instant = fc.date({ min: new Date('2002-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const contact: fc.Arbitrary<ContactRecord> = fc.record({
  kind: fc.constant('Contact' as const),
  id: fc.stringMatching(/^[1-9]\d{2,8}$/),
  emails: fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}@[a-z]{3,8}\.example$/), { minLength: 2, maxLength: 4 }),
  givenName: name,
  familyName: fc.option(name),
  phones: fc.array(
    fc.record({
      number: fc.stringMatching(/^\+49[1-9]\d{8}$/),
      kind: fc.constantFrom('MOBILE' as const, 'WORK' as const),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  lifecycleStage: fc.constant('LEAD' as const),
  originalSource: fc.constant(null),
  companyId: fc.option(fc.stringMatching(/^\d{4}$/)),
  createdAt: instant.map((at) => at.toISOString()),
  updatedAt: fc.constant(null),
  becameMarketingQualifiedAt: fc.constant(null),
  becameSalesQualifiedAt: fc.constant(null),
  links: fc.constant([]),
});
const deal: fc.Arbitrary<DealRecord> = fc.record({
  kind: fc.constant('Deal' as const),
  id: fc.stringMatching(/^[1-9]\d{2,8}$/),
  name,
  amount: fc.record({
    amount: fc.integer({ min: 1, max: 10_000_000 }).map((cents) => (cents / 100).toFixed(2)),
    currency: fc.constantFrom('EUR', 'USD'),
  }),
  stage: fc.constantFrom('closedwon', 'qualified to buy'),
  won: fc.boolean(),
  closedAt: instant.map((at) => at.toISOString()),
  createdAt: fc.constant(null),
  updatedAt: fc.constant(null),
});
const sourced = <R extends object>(record: R, version: string) => ({
  ...record,
  source: { connector: 'hubspot', version },
});

describe('a record', () => {
  it('is like itself, whichever version it came from and however its nothings are written', () => {
    fc.assert(
      fc.property(contact, (record) => {
        const { updatedAt: _, ...left } = record;
        expect(told(sourced(record, '1.0.0'), sourced(left, '2.0.0'))).toEqual([]);
      }),
    );
  });

  it('is compared at every field that either has', () => {
    const { compared } = compareAnswers(
      { kind: 'Deal', id: '1', name: 'A', amount: { amount: '1', currency: 'EUR' }, stage: null },
      { kind: 'Deal', id: '1', name: 'A', amount: null, won: true },
      asked('deal.byId', 'record'),
    );
    expect([...compared].sort()).toEqual([
      'Deal.amount',
      'Deal.id',
      'Deal.name',
      'Deal.stage',
      'Deal.won',
      'deal.byId',
    ]);
  });

  type Mutation<R> = readonly [coordinate: string, is: DifferenceClass, what: string, mutate: (record: R) => object];
  const contacts: readonly Mutation<ContactRecord>[] = [
    ['Contact.givenName', 'missing', 'nothing', () => ({ givenName: null })],
    ['Contact.originalSource', 'extra', 'something', () => ({ originalSource: 'EMAIL' })],
    ['Contact.id', 'type', 'a number', ({ id }) => ({ id: Number(id) })],
    ['Contact.emails', 'type', 'one of a list', ({ emails }) => ({ emails: emails[0] })],
    ['Contact.emails', 'format', 'capitals', ({ emails }) => ({ emails: emails.map((each) => each.toUpperCase()) })],
    ['Contact.emails', 'missing', 'one less', ({ emails }) => ({ emails: emails.slice(1) })],
    ['Contact.emails', 'extra', 'one more', ({ emails }) => ({ emails: [...emails, 'one@more.example'] })],
    ['Contact.emails', 'order', 'another order', ({ emails }) => ({ emails: [...emails].reverse() })],
    ['Contact.emails', 'value', 'another', ({ emails }) => ({ emails: ['ano@ther.test', ...emails.slice(1)] })],
    [
      'Contact.createdAt',
      'format',
      'no fraction',
      ({ createdAt }) => ({ createdAt: createdAt?.replace(/\.\d+Z/, 'Z') }),
    ],
    ['Contact.createdAt', 'format', 'an offset', ({ createdAt }) => ({ createdAt: createdAt?.replace('Z', '+00:00') })],
    ['Contact.createdAt', 'format', 'a count', ({ createdAt }) => ({ createdAt: String(Date.parse(createdAt ?? '')) })],
    [
      'Contact.createdAt',
      'unit',
      'seconds taken for milliseconds',
      ({ createdAt }) => ({ createdAt: new Date(Date.parse(createdAt ?? '') / 1_000).toISOString() }),
    ],
    ['Contact.lifecycleStage', 'value', 'another', () => ({ lifecycleStage: 'CUSTOMER' })],
    [
      'Contact.phones.number',
      'format',
      'spaces',
      ({ phones }) => ({
        phones: phones.map((each) => ({ ...each, number: each.number.replace('+49', '+49 (0) ').replace('(0) ', '') })),
      }),
    ],
    [
      'Contact.phones.number',
      'format',
      'the national way',
      ({ phones }) => ({ phones: phones.map((each) => ({ ...each, number: each.number.replace('+49', '0') })) }),
    ],
    [
      'Contact.phones.kind',
      'value',
      'another kind',
      ({ phones }) => ({ phones: phones.map((each) => ({ ...each, kind: 'HOME' })) }),
    ],
  ];
  const deals: readonly Mutation<DealRecord>[] = [
    ['Deal.amount', 'unit', 'cents', ({ amount }) => ({ amount: scaled(amount, 100) })],
    ['Deal.amount', 'unit', 'micros', ({ amount }) => ({ amount: scaled(amount, 1_000_000) })],
    ['Deal.amount', 'unit', 'thousands', ({ amount }) => ({ amount: scaled(amount, 1_000) })],
    ['Deal.amount', 'format', 'more digits', ({ amount }) => ({ amount: { ...amount, amount: `${amount?.amount}0` } })],
    ['Deal.amount', 'value', 'another currency', ({ amount }) => ({ amount: { ...amount, currency: 'CHF' } })],
    ['Deal.amount', 'type', 'a number', ({ amount }) => ({ amount: Number(amount?.amount) })],
    ['Deal.amount', 'missing', 'nothing', () => ({ amount: null })],
    ['Deal.won', 'value', 'the opposite', ({ won }) => ({ won: !won })],
    ['Deal.won', 'type', 'a word', ({ won }) => ({ won: String(won) })],
    ['Deal.stage', 'format', 'other joints', ({ stage }) => ({ stage: stage?.toUpperCase().replaceAll(' ', '_') })],
    ['Deal.name', 'value', 'another', ({ name: before }) => ({ name: `${before} again` })],
  ];
  const scaled = (amount: DealRecord['amount'], by: number) => ({
    ...amount,
    amount: String(Math.round(Number(amount?.amount) * 100 * by) / 100),
  });

  it.each(contacts)('of a contact, %s: %s is told of %s', (coordinate, is, _, mutate) => {
    fc.assert(
      fc.property(contact, (record) => {
        const mutated = { ...record, ...mutate(record) };
        expect(new Set(told(record, mutated).map(String))).toEqual(new Set([String([coordinate, is])]));
      }),
      { numRuns: 50 },
    );
  });

  it.each(deals)('of a deal, %s: %s is told of %s', (coordinate, is, _, mutate) => {
    fc.assert(
      fc.property(deal, (record) => {
        const mutated = { ...record, ...mutate(record) };
        expect(told(record, mutated, asked('deal.byId', 'record'))).toEqual([[coordinate, is]]);
      }),
      { numRuns: 50 },
    );
  });

  it('that was asked for a few fields is compared at those and its id', () => {
    const few = { ...RECORD, fieldsOf: () => new Set(['emails']) };
    const [one, other] = [
      { kind: 'Contact', id: '1', emails: ['a@b.example'], givenName: 'Ada' },
      { kind: 'Contact', id: '1', emails: ['a@b.example'], givenName: null },
    ];
    const { compared, differences } = compareAnswers(one, other, few);
    expect([...compared].sort()).toEqual(['Contact.emails', 'Contact.id', 'contact.byId']);
    expect(differences).toEqual([]);
  });

  it('that only one has is told of the capability, not of its fields', () => {
    const { compared, differences } = compareAnswers({ kind: 'Contact', id: '1' }, null, RECORD);
    expect([...compared]).toEqual(['contact.byId']);
    expect(differences.map((each) => each.class)).toEqual(['missing']);
  });
});

describe('a list', () => {
  const list = asked('deal.won', 'list');

  it('is matched by ids: what differs in order differs in nothing else', () => {
    fc.assert(
      fc.property(fc.uniqueArray(deal, { selector: ({ id }) => id, minLength: 2 }), (records) => {
        expect(told(records, records, list)).toEqual([]);
        expect(told(records, [...records].reverse(), list)).toEqual([['deal.won', 'order']]);
        expect(told(records, records.slice(1), list)).toEqual([['deal.won', 'missing']]);
        expect(told(records.slice(1), records, list)).toEqual([['deal.won', 'extra']]);
      }),
    );
  });

  it('tells of a field of a record wherever the record stands', () => {
    const [a, b] = [
      { kind: 'Deal', id: '1', name: 'A' },
      { kind: 'Deal', id: '2', name: 'B' },
    ];
    expect(told([a, b], [{ ...b, name: 'C' }, a], list)).toEqual([
      ['deal.won', 'order'],
      ['Deal.name', 'value'],
    ]);
  });

  it('of rows of a report is matched by day, channel and campaign', () => {
    const row = {
      date: '2026-01-01',
      channel: 'PAID_SEARCH',
      campaignId: '1',
      clicks: 5,
      spend: { amount: '1.50', currency: 'EUR' },
    };
    const next = { ...row, date: '2026-01-02' };
    const report = asked('performance.report', 'value');
    expect(told([row, next], [{ ...next, spend: { amount: '1500000', currency: 'EUR' } }, row], report)).toEqual([
      ['performance.report', 'order'],
      ['performance.report.spend', 'unit'],
    ]);
  });

  it('of plain ids tells what is missing', () => {
    const ids = asked('contact.idsByDeal', 'value');
    expect(told(['1', '2', '3'], ['3', '1', '2'], ids)).toEqual([['contact.idsByDeal', 'order']]);
    expect(told(['1', '2', '3'], ['1', '3'], ids)).toEqual([['contact.idsByDeal', 'missing']]);
  });
});

it('a page is compared by its items and by whether it is the last, not by cursors', () => {
  const page = asked('contact.page', 'page');
  const items = [{ kind: 'Contact', id: '1' }];
  expect(told({ items, next: 'abc' }, { items, next: '42' }, page)).toEqual([]);
  expect(told({ items, next: 'abc' }, { items, next: null }, page)).toEqual([['contact.page.next', 'missing']]);
  expect(told({ items, next: null }, { items: [], next: null }, page)).toEqual([['contact.page', 'missing']]);
});
