import type { Batch } from '@selvedge/connector-api';
import { scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import mailchimp from './index.js';

const HASH = '9e26471d35a78862c17e467d87cddedf';
const firstPage = { first: 1, after: null };
const campaign = { id: 'c1', status: 'sent', send_time: '2026-03-02T09:00:00+00:00', settings: { title: 'Spring' } };
const member = { id: HASH, list_id: 'a1', email_address: 'ada@example.org', merge_fields: { FNAME: 'Ada' } };
const answers: Readonly<Record<string, unknown>> = {
  '/3.0/lists/a1': { id: 'a1', name: 'News' },
  '/3.0/lists': { lists: [{ id: 'a1', name: 'News' }], total_items: 1 },
  [`/3.0/lists/a1/members/${HASH}`]: member,
  '/3.0/lists/a1/members': { members: [member], total_items: 1 },
  '/3.0/campaigns/c1': campaign,
  '/3.0/campaigns': { campaigns: [campaign], total_items: 1 },
};

const list = ['id', 'name', 'date_created'];
const mailing = ['id', 'status', 'send_time', 'settings.title'];
const standing = ['id', 'list_id', 'email_address', 'status', 'last_changed'];
const person = [...standing, 'merge_fields.FNAME', 'merge_fields.LNAME'];
const inPage = (name: string, fields: readonly string[]) => [...fields.map((each) => `${name}.${each}`), 'total_items'];

it.each([
  ['audience.byId', ['a1'], list, { name: 'News' }],
  ['audience.byId', ['a1', 'b2'], inPage('lists', list), { name: 'News' }],
  ['audience.page', [firstPage], inPage('lists', list), { items: [{ name: 'News' }] }],
  ['audienceMember.byId', [`a1:${HASH}`], person, { id: `a1:${HASH}`, givenName: 'Ada' }],
  [
    'audienceMember.page',
    [{ ...firstPage, audienceId: 'a1' }],
    inPage('members', person),
    { items: [{ id: `a1:${HASH}`, givenName: 'Ada' }] },
  ],
  ['emailCampaign.byId', ['c1'], mailing, { name: 'Spring', sentAt: '2026-03-02T09:00:00.000Z' }],
  ['emailCampaign.byId', ['c1', 'c2'], inPage('campaigns', mailing), { name: 'Spring' }],
  ['emailCampaign.page', [firstPage], inPage('campaigns', mailing), { items: [{ name: 'Spring' }] }],
] as const)('asks for the fields of a card of %s alone, given %j', async (capability, inputs, fields, expected) => {
  const { call, requests } = scriptedCall({ connector: mailchimp, answer: ({ path }) => ({ body: answers[path] }) });
  const run = mailchimp.capabilities[capability]!.run as Batch<unknown, unknown>;
  const [first] = await run(inputs, { ...call, fieldSet: 'card' });
  expect(first).toMatchObject(expected);
  expect(requests.map(({ query }) => query.get('fields')?.split(','))).toEqual([fields]);
});
