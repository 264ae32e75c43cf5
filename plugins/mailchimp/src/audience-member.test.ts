import { expect, it } from 'vitest';
import mailchimp from './index.js';
import { callTo, problem } from './testing/fake-mailchimp.js';

const byId = mailchimp.capabilities['audienceMember.byId']!;
const byEmail = mailchimp.capabilities['audienceMember.byEmail']!;
const page = mailchimp.capabilities['audienceMember.page']!;

const HASH = '9e26471d35a78862c17e467d87cddedf';
const ada = {
  id: HASH,
  email_address: 'Ada@Example.org',
  status: 'subscribed',
  merge_fields: { FNAME: 'Ada', LNAME: '', PHONE: '+44 20 7946 0018', HUBSPOTID: 512, ADDRESS: { city: 'London' } },
  last_changed: '2026-02-01T08:30:00+00:00',
  list_id: 'a1b2c3',
};
const record = {
  kind: 'AudienceMember',
  id: `a1b2c3:${HASH}`,
  audienceId: 'a1b2c3',
  email: 'Ada@Example.org',
  givenName: 'Ada',
  familyName: null,
  phones: [{ number: '+44 20 7946 0018', kind: 'OTHER' }],
  status: 'SUBSCRIBED',
  updatedAt: '2026-02-01T08:30:00.000Z',
  links: [{ connector: 'hubspot', id: '512' }],
};

it('reads a member by list and hash', async () => {
  const { call } = callTo({ [`/3.0/lists/a1b2c3/members/${HASH}`]: { body: ada } });
  expect(await byId.run([`a1b2c3:${HASH}`], call)).toEqual([record]);
});

it('gives null for a member that is not there, and asks nothing about what can be no id', async () => {
  const { call, asked } = callTo({});
  expect(await byId.run([`a1b2c3:${HASH}`, 'nobody', `:${HASH}`, `../x:${HASH}`], call)).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(asked).toHaveLength(1);
});

it('reads phone and HubSpot id from the merge fields that the account named', async () => {
  const merge_fields = { MOBILE: '0171 234', CRMID: '77', PHONE: 'unused', HUBSPOTID: '1' };
  const settings = { phoneField: 'MOBILE', hubspotIdField: 'CRMID' };
  const { call } = callTo({ [`/3.0/lists/a1b2c3/members/${HASH}`]: { body: { ...ada, merge_fields } } }, settings);
  expect(await byId.run([`a1b2c3:${HASH}`], call)).toMatchObject([
    { phones: [{ number: '0171 234', kind: 'OTHER' }], links: [{ connector: 'hubspot', id: '77' }] },
  ]);
});

it('leaves out what is empty or of another type, and statuses it does not know', async () => {
  const bare = {
    ...ada,
    status: 'hibernating',
    merge_fields: { PHONE: '', HUBSPOTID: { odd: true } },
    last_changed: '',
  };
  const { call } = callTo({ [`/3.0/lists/a1b2c3/members/${HASH}`]: { body: bare } });
  expect(await byId.run([`a1b2c3:${HASH}`], call)).toMatchObject([
    { givenName: null, familyName: null, phones: [], links: [], status: null, updatedAt: null },
  ]);
});

it('finds all memberships of an address whatever its case, and nobody else who matched', async () => {
  const other = { ...ada, email_address: 'ada@example.org.uk' };
  const second = { ...ada, list_id: 'ffff', status: 'cleaned' };
  const { call, asked } = callTo({
    '/3.0/search-members': { body: { exact_matches: { members: [ada, other, second], total_items: 3 } } },
  });
  const [memberships] = await byEmail.run(['ADA@example.org'], call);
  expect(memberships).toMatchObject([{ id: `a1b2c3:${HASH}` }, { id: `ffff:${HASH}`, status: 'CLEANED' }]);
  expect(asked[0]?.searchParams.get('query')).toBe('ada@example.org');
});

it('gives an empty list for an address that nobody has', async () => {
  const { call } = callTo({ '/3.0/search-members': { body: { exact_matches: { members: [], total_items: 0 } } } });
  expect(await byEmail.run(['nobody@example.org'], call)).toEqual([[]]);
});

it('pages through the members of an audience', async () => {
  const { call } = callTo({ '/3.0/lists/a1b2c3/members': { body: { members: [ada], total_items: 2 } } });
  expect(await page.run([{ audienceId: 'a1b2c3', first: 1, after: null }], call)).toEqual([
    { items: [record], next: '1' },
  ]);
});

it('gives null for the members of an audience that is not there', async () => {
  const { call } = callTo({});
  expect(await page.run([{ audienceId: 'zz', first: 1, after: null }], call)).toEqual([null]);
});

it('does not take a missing gateway page for a missing member', async () => {
  const { call } = callTo({ [`/3.0/lists/a1b2c3/members/${HASH}`]: { status: 404, body: '<html>' } });
  expect(await byId.run([`a1b2c3:${HASH}`], call)).toMatchObject([{ failure: { class: 'invalid' } }]);
});

it('calls a member without an address malformed', async () => {
  const { email_address: _, ...nameless } = ada;
  const { call } = callTo({ [`/3.0/lists/a1b2c3/members/${HASH}`]: { body: nameless } });
  expect(await byId.run([`a1b2c3:${HASH}`], call)).toMatchObject([
    { failure: { class: 'malformed', message: expect.stringContaining('email_address') } },
  ]);
});

it('passes on that the key is refused', async () => {
  const { call } = callTo({ '/3.0/search-members': problem(401, 'API Key Invalid') });
  expect(await byEmail.run(['ada@example.org'], call)).toMatchObject([{ failure: { class: 'reauthenticate' } }]);
});
