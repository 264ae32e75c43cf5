import { expect, test } from 'vitest';
import { CRM, contact } from '../testing/records.js';
import { groupByPerson } from './people.js';

const other = { connector: 'other', version: '1.0.0' };
const grouped = (...contacts: ReturnType<typeof contact>[]) =>
  groupByPerson(contacts).map((person) => person.map(({ source, id }) => `${source.connector} ${id}`));

test('contacts of two CRMs that share an address are one person, however the address is written', () => {
  const here = contact('1', { emails: ['Ada@Example.org'] });
  const there = contact('9', { source: other, emails: ['ada@work.example', ' ada@example.org '] });
  expect(grouped(here, contact('2'), there)).toEqual([['crm 1', 'other 9'], ['crm 2']]);
});

test('a contact that shares addresses with two makes all three one person', () => {
  const one = contact('1', { emails: ['a@example.org'] });
  const two = contact('2', { emails: ['b@example.org'] });
  const both = contact('3', { source: other, emails: ['b@example.org', 'a@example.org'] });
  expect(grouped(one, two, both, contact('4', { emails: ['a@example.org'] }))).toHaveLength(1);
});

test('contacts without an address are told apart by CRM and id, and a contact given twice is one', () => {
  const nobody = (source = CRM) => contact('1', { source, emails: [] });
  expect(grouped(nobody(), nobody(other), nobody())).toEqual([['crm 1'], ['other 1']]);
});
