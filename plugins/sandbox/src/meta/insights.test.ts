import { describe, expect, it } from 'vitest';
import { metaClient, world } from './testing/meta-client.js';

const { app, get, post } = metaClient();
const path = '/v25.0/act_1001/insights';
const range = { since: '2026-11-10', until: '2026-11-20' };
const inRange = world.adDays.filter(({ date }) => date >= range.since && date <= range.until);

interface Row {
  campaign_id: string;
  spend: string;
  impressions: string;
  clicks: string;
  actions?: { action_type: string; value: string }[];
  date_start: string;
  date_stop: string;
}

describe('insights', () => {
  it('add up to the world at every level, a row for each thing that was delivered', async () => {
    const spent = inRange.reduce((sum, { spend }) => sum + spend, 0);
    for (const level of ['account', 'campaign', 'adset', 'ad']) {
      const rows: Row[] = (await get(path, { level, time_range: range, fields: 'spend,impressions', limit: '500' }))
        .body.data;
      expect(Math.round(rows.reduce((sum, row) => sum + 100 * Number(row.spend), 0))).toBe(spent);
      expect(rows.every((row) => row.date_start === range.since && row.date_stop === range.until)).toBe(true);
    }
  });

  it('are text, with only the fields that were selected and the dates', async () => {
    const { body } = await get(path, {
      level: 'campaign',
      time_range: range,
      time_increment: '1',
      fields: 'campaign_id,campaign_name,spend,impressions,clicks,actions,account_currency,ad_id',
      limit: '500',
    });
    const rows: Row[] = body.data;
    const converted = rows.find(({ actions }) => actions !== undefined);
    expect(converted).toEqual({
      campaign_id: expect.stringMatching(/^\d{18}$/),
      campaign_name: expect.any(String),
      account_currency: 'EUR',
      spend: expect.stringMatching(/^\d+\.\d\d$/),
      impressions: expect.stringMatching(/^\d+$/),
      clicks: expect.stringMatching(/^\d+$/),
      actions: [{ action_type: 'offsite_conversion.fb_pixel_purchase', value: expect.stringMatching(/^\d+$/) }],
      date_start: converted?.date_stop,
      date_stop: converted?.date_start,
    });
  });

  it('leave out days without delivery', async () => {
    const options = { level: 'ad', time_range: range, time_increment: '1', fields: 'ad_id,impressions', limit: '5000' };
    const rows: Row[] = (await get(path, options)).body.data;
    expect(rows).toHaveLength(inRange.filter(({ impressions }) => impressions > 0).length);
    expect(rows.length).toBeLessThan(inRange.length);
    const before = { since: '2020-01-01', until: '2020-01-02' };
    expect((await get(path, { time_range: before })).body).toEqual({ data: [] });
  });

  it('page to the end', async () => {
    const query = { level: 'campaign', time_range: range, time_increment: '1', fields: 'campaign_id' };
    const whole: Row[] = (await get(path, { ...query, limit: '500' })).body.data;
    const seen: Row[] = [];
    let after: string | undefined;
    do {
      const { data, paging } = (await get(path, { ...query, limit: '10', ...(after && { after }) })).body;
      seen.push(...data);
      after = paging.next && paging.cursors.after;
    } while (after !== undefined);
    expect(seen).toEqual(whole);
    expect(seen.length).toBeGreaterThan(20);
  });

  it('are those of the filter’s campaigns, or of the node they are asked of', async () => {
    const delivered = world.adCampaigns.find(({ status }) => status === 'ACTIVE');
    const filtering = [{ field: 'campaign.id', operator: 'IN', value: [delivered?.id] }];
    const filtered = (await get(path, { level: 'adset', time_range: range, fields: 'spend,campaign_id', filtering }))
      .body;
    expect(new Set(filtered.data.map((row: Row) => row.campaign_id))).toEqual(new Set([delivered?.id]));
    const own = (await get(`/v25.0/${delivered?.id}/insights`, { time_range: range, fields: 'spend' })).body.data;
    const total = filtered.data.reduce((sum: number, row: Row) => sum + Number(row.spend), 0);
    expect(Number(own[0].spend)).toBeCloseTo(total, 2);
  });

  it('count several days together, the last period ending with the range', async () => {
    const rows: Row[] = (await get(path, { time_range: range, time_increment: '7', fields: 'spend' })).body.data;
    expect(rows.map(({ date_start, date_stop }) => [date_start, date_stop])).toEqual([
      ['2026-11-10', '2026-11-16'],
      ['2026-11-17', '2026-11-20'],
    ]);
  });

  it.each([
    ['level', { level: 'planet' }],
    ['time_range', { time_range: '{' }],
    ['since and until', { time_range: { since: 'monday' } }],
    ['start date', { time_range: { since: '2026-11-20', until: '2026-11-10' } }],
    ['time_increment', { time_increment: '0' }],
    ['colour is not valid for fields', { fields: 'spend,colour' }],
  ])('refuse a bad %s with code 100', async (told, params) => {
    const { status, body } = await get(path, params);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 100, message: expect.stringContaining(told) });
  });
});

describe('an asynchronous report', () => {
  it('runs until its status says so, then holds the rows of the same query', async () => {
    const query = { level: 'campaign', time_range: range, fields: 'campaign_id,spend' };
    const { report_run_id: run } = (await post(path, query)).body;
    expect(run).toMatch(/^\d+$/);
    expect((await get(`/v25.0/${run}/insights`)).body.error.code).toBe(2601);
    expect((await get(`/v25.0/${run}`)).body).toEqual({
      id: run,
      account_id: '1001',
      async_status: 'Job Running',
      async_percent_completion: 50,
    });
    const finished = { async_status: 'Job Completed', async_percent_completion: 100 };
    expect((await get(`/v25.0/${run}`)).body).toMatchObject(finished);
    expect((await get(`/v25.0/${run}`)).body).toMatchObject(finished);
    const page = (await get(`/v25.0/${run}/insights`, { limit: '2' })).body;
    expect(page.data).toEqual((await get(path, { ...query, limit: '2' })).body.data);
    expect(page.paging.next).toContain(`/v25.0/${run}/insights`);
    expect((await get(`/v25.0/${run}`, {}, 'EAAsandbox-globex')).body.error.code).toBe(100);
  });

  it('takes its parameters from a form too', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: `/meta${path}`,
      headers: { authorization: 'Bearer EAAsandbox-acme', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ level: 'planet' }).toString(),
    });
    expect(answer.json().error.message).toContain('level');
  });
});
