import { describe, expect, it } from 'vitest';
import { metaClient, world } from './testing/meta-client.js';

const { app, call, get } = metaClient();
const account = '/v25.0/act_1001';
const [campaign] = world.adCampaigns;
const archived = world.adCampaigns.filter(({ status }) => status === 'ARCHIVED');

describe('a token', () => {
  it('goes in the header or in the query', async () => {
    const queried = await app.inject({ url: `/meta${account}?fields=name&access_token=EAAsandbox-acme` });
    expect(queried.json()).toEqual({ name: 'Selvedge Sandbox', id: 'act_1001' });
    expect((await get(account, {}, 'EAAsandbox-globex')).body).toEqual({ id: 'act_1001' });
  });

  it('is refused with code 190 when it is missing or wrong', async () => {
    const wrong = await get(account, {}, 'EAAother');
    expect(wrong.status).toBe(400);
    expect(wrong.body.error).toEqual({
      message: 'Invalid OAuth access token - Cannot parse access token',
      type: 'OAuthException',
      code: 190,
      fbtrace_id: expect.stringMatching(/^A[\w-]{22}$/),
    });
    expect((await app.inject({ url: `/meta${account}` })).json().error.code).toBe(190);
  });
});

describe('nodes', () => {
  it('tell the account’s currency and time zone', async () => {
    const { body } = await get(account, { fields: 'currency,timezone_name,account_id' });
    expect(body).toEqual({ currency: 'EUR', timezone_name: 'UTC', account_id: '1001', id: 'act_1001' });
  });

  it('answer only what was selected, money as text in minor units, nothing for what is unset', async () => {
    const withBudget = world.adCampaigns.find(({ dailyBudget }) => dailyBudget !== null);
    const without = world.adCampaigns.find(({ dailyBudget }) => dailyBudget === null);
    const fields = 'name,daily_budget,created_time';
    expect((await get(`/v25.0/${withBudget?.id}`, { fields })).body).toEqual({
      id: withBudget?.id,
      name: withBudget?.name,
      daily_budget: `${withBudget?.dailyBudget}`,
      created_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
    });
    expect((await get(`/v25.0/${without?.id}`, { fields })).body).not.toHaveProperty('daily_budget');
    expect((await get(`/v25.0/${without?.id}`)).body).toEqual({ id: without?.id });
  });

  it('refuse a field that their type does not have', async () => {
    const { body } = await get(`/v25.0/${campaign?.id}`, { fields: 'id,colour' });
    expect(body.error).toMatchObject({
      code: 100,
      message: '(#100) Tried accessing nonexisting field (colour) on node type (Campaign)',
    });
  });

  it('come several at a time as a map; one unknown id fails them all', async () => {
    const ids = [world.ads[0]?.id, campaign?.id].join(',');
    const { body } = await get('/v25.0/', { ids, fields: 'name' });
    expect(Object.keys(body).sort()).toEqual(ids.split(',').sort());
    expect(body[campaign?.id ?? '']).toEqual({ id: campaign?.id, name: campaign?.name });
    const unknown = await get('/v25.0/', { ids: `${ids},123`, fields: 'name' });
    expect(unknown.body.error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' });
    expect((await get('/v25.0/', { ids: `${ids},nope` })).body.error.code).toBe(803);
    const many = Array.from({ length: 51 }, () => campaign?.id).join(',');
    expect((await get('/v25.0/', { ids: many })).body.error.message).toContain('Maximum: 50. Provided: 51');
  });

  it('expand what lies below and above them', async () => {
    const adSets = world.adSets.filter(({ campaignIndex }) => campaignIndex === 1);
    const { body } = await get(`/v25.0/${campaign?.id}`, {
      fields: `id,adsets.limit(1).effective_status(["ACTIVE","PAUSED","CAMPAIGN_PAUSED","ARCHIVED"]){id,name,campaign{name}}`,
    });
    expect(body.adsets.data).toEqual([
      { id: adSets[0]?.id, name: adSets[0]?.name, campaign: { id: campaign?.id, name: campaign?.name } },
    ]);
    const next = new URL(body.adsets.paging.next);
    const rest = (await app.inject({ url: `${next.pathname}${next.search}&access_token=EAAsandbox-acme` })).json();
    expect(rest.data).toMatchObject([{ id: adSets[1]?.id, name: adSets[1]?.name, campaign: { id: campaign?.id } }]);
    expect(rest.paging).not.toHaveProperty('next');
    expect((await get(`/v25.0/${campaign?.id}`, { fields: 'adsets{id' })).body.error.code).toBe(100);
  });
});

describe('lists', () => {
  const all = ['ACTIVE', 'PAUSED', 'CAMPAIGN_PAUSED', 'ADSET_PAUSED', 'ARCHIVED'];

  it('page to the end through the address of the next page', async () => {
    const seen: string[] = [];
    let path = `/meta${account}/ads?limit=7&fields=id&effective_status=${encodeURIComponent(JSON.stringify(all))}`;
    for (;;) {
      const page = (await app.inject({ url: path, headers: { authorization: 'Bearer EAAsandbox-acme' } })).json();
      seen.push(...page.data.map(({ id }: { id: string }) => id));
      if (page.paging.next === undefined) break;
      const next = new URL(page.paging.next);
      expect(next.searchParams.get('after')).toBe(page.paging.cursors.after);
      path = `${next.pathname}${next.search}`;
    }
    expect(seen).toEqual(world.ads.map(({ id }) => id));
  });

  it('go back with before, hold 25 unless told otherwise, and refuse a broken cursor', async () => {
    const first = (await get(`${account}/ads`, { effective_status: all })).body;
    expect(first.data).toHaveLength(25);
    expect(first.paging).not.toHaveProperty('previous');
    const second = (await get(`${account}/ads`, { effective_status: all, after: first.paging.cursors.after })).body;
    const back = (await get(`${account}/ads`, { effective_status: all, before: second.paging.cursors.before })).body;
    expect(back.data).toEqual(first.data);
    expect((await get(`${account}/ads`, { after: 'broken' })).body.error.message).toBe('(#100) Invalid cursors values');
    expect((await get(`${account}/ads`, { limit: '0' })).body.error.code).toBe(100);
  });

  it('leave out what is archived unless its status is asked for', async () => {
    expect(archived.length).toBeGreaterThan(0);
    const plain = (await get(`${account}/campaigns`, { limit: '100' })).body.data;
    expect(plain).toHaveLength(world.adCampaigns.length - archived.length);
    const only = (await get(`${account}/campaigns`, { effective_status: ['ARCHIVED'] })).body.data;
    expect(only.map(({ id }: { id: string }) => id)).toEqual(archived.map(({ id }) => id));
  });

  it('filter by their own id and by that of what is above', async () => {
    const wanted = world.adSets.slice(0, 4).map(({ id }) => id);
    const ads = await get(`${account}/ads`, {
      fields: 'id,adset_id',
      effective_status: all,
      filtering: [{ field: 'adset.id', operator: 'IN', value: wanted }],
    });
    expect(ads.body.data).toHaveLength(8);
    expect(new Set(ads.body.data.map((ad: { adset_id: string }) => ad.adset_id))).toEqual(new Set(wanted));
    const byId = await get(`${account}/campaigns`, {
      effective_status: all,
      filtering: [{ field: 'id', operator: 'EQUAL', value: campaign?.id }],
    });
    expect(byId.body.data).toEqual([{ id: campaign?.id }]);
    expect((await get(`${account}/ads`, { filtering: '[{' })).body.error.code).toBe(100);
    const badField = await get(`${account}/ads`, { filtering: [{ field: 'colour', operator: 'IN', value: [] }] });
    expect(badField.body.error.message).toContain('"colour"');
  });

  it('lie below campaigns and ad sets too', async () => {
    const adSets = (await get(`/v25.0/${campaign?.id}/adsets`, { effective_status: all })).body.data;
    expect(adSets).toHaveLength(2);
    expect((await get(`/v25.0/${adSets[0].id}/ads`, { effective_status: all })).body.data).toHaveLength(2);
    expect((await get(`/v25.0/${campaign?.id}/campaigns`)).body.error.code).toBe(100);
  });

  it('give an ad the status that its parents impose', async () => {
    const { body } = await get(`${account}/ads`, {
      fields: 'status,effective_status',
      effective_status: all,
      limit: '500',
    });
    const statuses = new Map<string, { effective_status: string }>(body.data.map((ad: { id: string }) => [ad.id, ad]));
    for (const ad of world.ads) {
      const above = [world.adSets[ad.adSetIndex - 1]?.status, world.adCampaigns[ad.campaignIndex - 1]?.status];
      const effective = statuses.get(ad.id)?.effective_status;
      expect(effective === 'ARCHIVED').toBe([ad.status, ...above].includes('ARCHIVED'));
      expect(effective === 'ACTIVE').toBe([ad.status, ...above].every((status) => status === 'ACTIVE'));
    }
  });
});

describe('what is not there', () => {
  it('is told apart: another version, an unknown path, node or method', async () => {
    expect((await get('/v20.0/act_1001')).body.error.code).toBe(2635);
    expect((await get('/v25.0/act_1001/campaigns/more')).body.error).toMatchObject({ code: 2500 });
    expect((await get('/v25.0/act_2002')).body.error).toMatchObject({ code: 100, error_subcode: 33 });
    const refused = await call('DELETE', `/v25.0/${campaign?.id}`);
    expect(refused.body.error.message).toContain('Unsupported delete request');
  });
});
