import type { ContactRecord, DealRecord } from '@selvedge/schema';
import { describe, expect, it } from 'vitest';
import { OUTPUTS } from './outputs.js';

const contact: ContactRecord = {
  kind: 'Contact',
  id: '1',
  emails: ['ada@example.org'],
  givenName: 'Ada',
  familyName: null,
  phones: [{ number: '+44 20 7946 0123', kind: 'WORK' }],
  lifecycleStage: 'LEAD',
  originalSource: 'EMAIL',
  companyId: null,
  createdAt: '2026-01-05T10:00:00Z',
  updatedAt: '2026-01-05T10:00:00.000Z',
  becameMarketingQualifiedAt: null,
  becameSalesQualifiedAt: null,
  links: [{ connector: 'mailchimp', id: 'x' }],
};
const deal: DealRecord = {
  kind: 'Deal',
  id: '1',
  name: null,
  amount: { amount: '1234.50', currency: 'EUR' },
  stage: null,
  won: true,
  closedAt: null,
  createdAt: null,
  updatedAt: null,
};

it('has nothing against right records', () => {
  expect(OUTPUTS['contact.byId'](contact, 'answer')).toEqual([]);
  expect(OUTPUTS['contact.page']({ items: [contact], next: 'abc' }, 'answer')).toEqual([]);
  expect(OUTPUTS['deal.won']([deal], 'answer')).toEqual([]);
});

describe('names the place of', () => {
  it.each<[string, unknown, string]>([
    ['an id that is a number', { ...contact, id: 1 }, 'answer.id'],
    ['a field left out', { ...contact, links: undefined }, 'answer.links'],
    ['a field of its own', { ...contact, vid: 1 }, 'answer.vid'],
    ["a vendor's own stage", { ...contact, lifecycleStage: 'lead' }, 'answer.lifecycleStage'],
    ['a time that is no time', { ...contact, createdAt: '2026-13-05T10:00:00Z' }, 'answer.createdAt'],
    ['a time without its zone', { ...contact, updatedAt: '2026-01-05T10:00:00' }, 'answer.updatedAt'],
    ['an empty e-mail address', { ...contact, emails: ['a@b.example', ''] }, 'answer.emails[1]'],
    ['a list in place of a record', [contact], 'answer'],
  ])('%s', (_title, answer, place) => {
    const problems = OUTPUTS['contact.byId'](answer, 'answer');
    expect(problems[0]?.startsWith(`${place}: expected`)).toBe(true);
  });

  it('an amount that is a number', () => {
    const problems = OUTPUTS['deal.byId']({ ...deal, amount: { amount: 5, currency: 'euro' } }, 'answer');
    expect(problems).toEqual([
      'answer.amount.amount: expected a decimal string, but got 5',
      'answer.amount.currency: expected an ISO 4217 code, but got "euro"',
    ]);
  });
});
