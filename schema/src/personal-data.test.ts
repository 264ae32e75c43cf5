import { expect, it } from 'vitest';
import { personalFieldsOf, sensitivityOf } from './personal-data.js';

it('what names or reaches a person is personal, whatever lies within it', () => {
  for (const coordinate of [
    'Contact.emails',
    'Contact.phones.number',
    'Owner.name',
    'Event.email',
    'Contact.links.id',
  ]) {
    expect([coordinate, sensitivityOf(coordinate)]).toEqual([coordinate, 'personal']);
  }
});

it('what says nothing of a person is plain', () => {
  for (const coordinate of [
    'Deal.amount',
    'Contact.createdAt',
    'ad.statistics.spend',
    'webAnalytics.report.rows.users',
  ]) {
    expect([coordinate, sensitivityOf(coordinate)]).toEqual([coordinate, 'plain']);
  }
});

it('what nobody has classed is personal: fields that connectors add, kinds of their own, answers as a whole', () => {
  for (const coordinate of [
    'Contact.shoeSize',
    'posts/user.byId.name',
    'contact.idsByCompany',
    'Contact',
    'Deal.constructor',
  ]) {
    expect([coordinate, sensitivityOf(coordinate)]).toEqual([coordinate, 'personal']);
  }
});

it('lists the personal fields of a kind', () => {
  expect(personalFieldsOf('Owner')).toEqual(['id', 'name', 'email']);
  expect(personalFieldsOf('Audience')).toEqual([]);
  expect(personalFieldsOf('Post')).toEqual([]);
});
