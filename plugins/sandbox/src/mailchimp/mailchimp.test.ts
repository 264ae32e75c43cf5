import { describe, expect, it } from 'vitest';
import { mailchimp } from './mailchimp.js';
import { listPath, mailchimpClient, world } from './testing/mailchimp-client.js';

const { get } = mailchimpClient();
const [firstList] = world.audiences;

describe('a key', () => {
  it.each([
    ['Basic', `Basic ${Buffer.from('anything:sandbox-acme-us1').toString('base64')}`],
    ['Bearer', 'Bearer sandbox-acme-us1'],
  ])('opens the account as %s', async (_scheme, authorization) => {
    const answer = await get('/mailchimp/3.0/ping', { authorization });
    expect(answer.json()).toEqual({ health_status: "Everything's Chimpy!" });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(mailchimp.accountOf({ authorization })).toBe('acme');
  });

  it.each([
    ['API Key Invalid', { authorization: 'Bearer sandbox-acme-us2' }],
    ['API Key Invalid', { authorization: `Basic ${Buffer.from('x:wrong').toString('base64')}` }],
    ['API Key Missing', {}],
  ])('is refused as %s', async (title, headers) => {
    const answer = await get('/mailchimp/3.0/ping', headers);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ title, status: 401, instance: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });
});

describe('reading', () => {
  it('lists audiences with counts, and one by id', async () => {
    const answer = (await get('/mailchimp/3.0/lists?count=2')).json();
    expect(answer.total_items).toBe(3);
    expect(answer.lists).toHaveLength(2);
    const inFirst = world.memberships.filter(({ audienceIndex }) => audienceIndex === 1);
    expect(answer.lists[0]).toMatchObject({
      id: firstList?.id,
      name: 'Newsletter Europe',
      stats: {
        total_contacts: inFirst.length,
        member_count: inFirst.filter(({ status }) => status === 'subscribed').length,
        campaign_count: 2,
      },
    });
    expect((await get(listPath)).json()).toEqual(answer.lists[0]);
  });

  it('pages through all members of a list by offset', async () => {
    const seen: string[] = [];
    for (let offset = 0; ; offset += 20) {
      const { members, total_items } = (await get(`${listPath}/members?count=20&offset=${offset}`)).json();
      seen.push(...members.map(({ id }: { id: string }) => id));
      if (members.length === 0) {
        expect(seen).toHaveLength(total_items);
        break;
      }
    }
    expect(new Set(seen).size).toBe(world.memberships.filter(({ audienceIndex }) => audienceIndex === 1).length);
  });

  it('gives ten members unless told otherwise, filters by status and refuses more than a thousand', async () => {
    expect((await get(`${listPath}/members`)).json().members).toHaveLength(10);
    const { members } = (await get(`${listPath}/members?status=unsubscribed&count=1000`)).json();
    expect(new Set(members.map(({ status }: { status: string }) => status))).toEqual(new Set(['unsubscribed']));
    const refused = await get(`${listPath}/members?count=1001`);
    expect(refused.json()).toMatchObject({ title: 'Invalid Resource', errors: [{ field: 'count' }] });
  });

  it('answers a member by hash and by address, in Mailchimp’s own spelling', async () => {
    const ada = await adaMember();
    expect(ada).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      email_address: 'Ada.Byron@Example.org',
      full_name: 'ADA Byron',
      merge_fields: { FNAME: 'ADA', LNAME: 'Byron', PHONE: '(020) 7946-0000', HUBSPOTID: '' },
      last_changed: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
    });
    const path = `/mailchimp/3.0/lists/${ada.list_id}/members`;
    expect((await get(`${path}/${ada.id}`)).json()).toEqual(ada);
    expect((await get(`${path}/ADA.byron@example.ORG`)).json()).toEqual(ada);
  });

  it('keeps the HubSpot id of people who signed up with another address', async () => {
    const linked = world.people.find(
      (person) => person.mailchimp?.hubspotLink && person.hubspot?.email !== person.mailchimp.email.toLowerCase(),
    );
    const found = (await get(`/mailchimp/3.0/search-members?query=${linked?.mailchimp?.email}`)).json();
    expect(found.exact_matches.members[0].merge_fields.HUBSPOTID).toBe(`${linked?.hubspot?.id}`);
  });

  it('answers 404 as a problem for unknown lists, members and paths', async () => {
    for (const path of ['/lists/nope', '/lists/nope/members', `/lists/${firstList?.id}/members/nope`, '/nope']) {
      const answer = await get(`/mailchimp/3.0${path}`);
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ title: 'Resource Not Found', status: 404 });
    }
  });

  it('leaves only the fields that were asked for, or all but those excluded', async () => {
    const only = (
      await get(`${listPath}/members?count=1&fields=members.id,members.merge_fields.FNAME,total_items`)
    ).json();
    expect(Object.keys(only)).toEqual(['members', 'total_items']);
    expect(Object.keys(only.members[0])).toEqual(['id', 'merge_fields']);
    expect(Object.keys(only.members[0].merge_fields)).toEqual(['FNAME']);
    const without = (await get('/mailchimp/3.0/lists?exclude_fields=_links,lists._links,lists.stats')).json();
    expect(without).not.toHaveProperty('_links');
    expect(without.lists[0]).not.toHaveProperty('stats');
    expect(without.lists[0]).toHaveProperty('name');
  });

  it('reports campaigns that were sent, and only those', async () => {
    const { campaigns, total_items } = (await get('/mailchimp/3.0/campaigns?count=100')).json();
    expect(total_items).toBe(9);
    const sent = campaigns.filter(({ status }: { status: string }) => status === 'sent');
    const { reports } = (await get('/mailchimp/3.0/reports?count=100')).json();
    expect(reports.map(({ id }: { id: string }) => id)).toEqual(sent.map(({ id }: { id: string }) => id));
    const draft = campaigns.find(({ status }: { status: string }) => status !== 'sent');
    expect(draft.send_time).toBe('');
    expect((await get(`/mailchimp/3.0/reports/${draft.id}`)).statusCode).toBe(404);
    expect((await get(`/mailchimp/3.0/campaigns/${draft.id}`)).json()).toEqual(draft);
    const report = (await get(`/mailchimp/3.0/reports/${sent[0].id}`)).json();
    expect(report).toMatchObject({
      emails_sent: sent[0].emails_sent,
      opens: { unique_opens: sent[0].report_summary.unique_opens },
      clicks: { unique_subscriber_clicks: sent[0].report_summary.subscriber_clicks },
      bounces: { hard_bounces: expect.any(Number) },
    });
  });

  it('sorts by an instant, across pages, and refuses to sort by anything else', async () => {
    const created = async (query: string) =>
      (await get(`/mailchimp/3.0/campaigns?sort_field=create_time&${query}`))
        .json()
        .campaigns.map(({ create_time }: { create_time: string }) => create_time);
    const newestFirst = await created('sort_dir=DESC&count=9');
    expect(newestFirst).toEqual(newestFirst.toSorted().reverse());
    expect(await created('sort_dir=ASC&count=4&offset=5')).toEqual(newestFirst.toReversed().slice(5));
    const { members } = (await get(`${listPath}/members?sort_field=timestamp_opt&sort_dir=ASC&count=50`)).json();
    const times = members.map(({ timestamp_opt }: { timestamp_opt: string }) => timestamp_opt);
    expect(times).toEqual(times.toSorted());
    expect((await get('/mailchimp/3.0/lists?sort_field=name')).json().errors[0].field).toBe('sort_field');
    expect((await get('/mailchimp/3.0/lists?sort_dir=UP')).json().errors[0].field).toBe('sort_dir');
  });

  it('filters campaigns by list, status and time of sending', async () => {
    const ofList = (await get(`/mailchimp/3.0/campaigns?list_id=${firstList?.id}&status=sent`)).json().campaigns;
    expect(ofList).toHaveLength(2);
    const times = ofList.map(({ send_time }: { send_time: string }) => send_time).sort();
    const later = (await get(`/mailchimp/3.0/reports?since_send_time=${encodeURIComponent(times[0])}`)).json().reports;
    expect(later.every(({ send_time }: { send_time: string }) => send_time > times[0])).toBe(true);
    expect((await get('/mailchimp/3.0/reports?since_send_time=soon')).json().errors[0].field).toBe('since_send_time');
  });
});

describe('searching', () => {
  it('finds an address exactly, whatever its case, in each of its lists', async () => {
    const found = (await get('/mailchimp/3.0/search-members?query=ADA.BYRON@example.org')).json();
    const lists = world.memberships.filter(({ personIndex }) => personIndex === 1).length;
    expect(found.exact_matches.total_items).toBe(lists);
    expect(found.exact_matches.members[0].email_address).toBe('Ada.Byron@Example.org');
    const none = (await get('/mailchimp/3.0/search-members?query=nobody@example.org')).json();
    expect([none.exact_matches.total_items, none.full_search.total_items]).toEqual([0, 0]);
  });

  it('finds names in the full search only, and needs a query', async () => {
    const found = (await get('/mailchimp/3.0/search-members?query=byron')).json();
    expect(found.exact_matches.total_items).toBe(0);
    expect(found.full_search.total_items).toBeGreaterThan(0);
    expect((await get('/mailchimp/3.0/search-members')).json().errors[0].field).toBe('query');
  });
});

async function adaMember() {
  return (await get('/mailchimp/3.0/search-members?query=ada.byron@example.org')).json().exact_matches.members[0];
}
