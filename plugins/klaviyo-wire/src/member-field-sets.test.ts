import { scriptedCall } from '@selvedge/connector-api/testing';
import { describe, expect, it } from 'vitest';
import { account } from './account.js';
import { audienceMemberByEmail, audienceMemberById, audienceMemberPage } from './audience-members.js';
import type { Dialect } from './dialect.js';

const SUBSCRIPTIONS = { 'additional-fields[profile]': 'subscriptions' };
const dialect: Dialect = {
  revision: '2026-07-15',
  mediaType: 'application/vnd.api+json',
  trailingSlash: false,
  paging: { query: () => ({}), page: (_input, items, next) => ({ items, next }) },
  profilesAtOnce: 100,
  membersAtOnce: 100,
  profileQuery: SUBSCRIPTIONS,
  listOrder: {},
  memberOrder: {},
  eventNeighbours: 'metric,profile',
};
const [byId, byEmail, page] = [
  audienceMemberById(dialect),
  audienceMemberByEmail(dialect),
  audienceMemberPage(dialect),
];
const ada = { type: 'profile', id: '01ADA', attributes: { email: 'ada@example.org', first_name: 'Ada' } };

function asking(fieldSet?: string) {
  const { call, requests } = scriptedCall({ connector: account, answer: () => ({ body: { data: [ada] } }) });
  const asked = () =>
    requests.map(({ query }) => Object.fromEntries([...query].filter(([name]) => name.endsWith('[profile]'))));
  return { call: fieldSet === undefined ? call : { ...call, fieldSet }, asked };
}

describe.each([
  ['card', 'email,first_name,last_name,updated'],
  ['profile', 'email,first_name,last_name,updated,phone_number,external_id'],
])('a read of the field set %s names its attributes only, and no subscriptions', (fieldSet, attributes) => {
  const fields = { 'fields[profile]': attributes };

  it('of members by id, of the account and of a list', async () => {
    const { call, asked } = asking(fieldSet);
    expect(await byId.run(['01ADA', 'LIST:01ADA'], call)).toMatchObject([
      { id: '01ADA', givenName: 'Ada', status: null },
      { id: 'LIST:01ADA', audienceId: 'LIST' },
    ]);
    expect(asked()).toEqual([fields, { 'fields[profile]': 'email' }]);
  });

  it('of members by e-mail', async () => {
    const { call, asked } = asking(fieldSet);
    expect(await byEmail.run(['ADA@example.org'], call)).toMatchObject([[{ id: '01ADA' }]]);
    expect(asked()).toEqual([fields]);
  });

  it('of a list’s members', async () => {
    const { call, asked } = asking(fieldSet);
    expect(await page.run([{ audienceId: 'LIST', first: 5, after: null }], call)).toMatchObject([
      { items: [{ id: 'LIST:01ADA', audienceId: 'LIST' }] },
    ]);
    expect(asked()).toEqual([fields]);
  });
});

it('a read of whole members asks what the revision needs for the standing', async () => {
  const { call, asked } = asking();
  await byEmail.run(['ada@example.org'], call);
  expect(asked()).toEqual([SUBSCRIPTIONS]);
});
