import { expect, it } from 'vitest';
import { createMeta } from './meta.js';
import { metaClient } from './testing/meta-client.js';

const start = Date.parse('2026-11-23T10:00:00Z');
const range = { since: '2026-11-20', until: '2026-11-20' };

it('refuses an account’s calls above its hourly limit, says for how many minutes, and lets them pass after', async () => {
  let now = start;
  const vendor = createMeta({ hourlyCalls: { ads_insights: 2, ads_management: 2 } });
  const { get } = metaClient(vendor, () => now);
  const insights = (token?: string) => get('/v25.0/act_1001/insights', { time_range: range }, token);

  const first = await insights();
  expect(usage(first)).toEqual({
    type: 'ads_insights',
    call_count: 50,
    total_cputime: 0,
    total_time: 0,
    estimated_time_to_regain_access: 0,
    ads_api_access_tier: 'standard_access',
  });
  await insights();
  now += 10 * 60_000;
  const refused = await insights();
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({ code: 80_000, error_subcode: 2_446_079, type: 'OAuthException' });
  expect(usage(refused)).toMatchObject({ call_count: 100, estimated_time_to_regain_access: 50 });

  expect((await insights('EAAsandbox-globex')).status).toBe(200);
  expect((await get('/v25.0/act_1001')).status).toBe(200);
  now = start + 60 * 60_000;
  expect((await insights()).status).toBe(200);
});

it('throttles ads management apart, under its own code', async () => {
  const { get } = metaClient(createMeta({ hourlyCalls: { ads_insights: 1, ads_management: 1 } }));
  const first = await get('/v25.0/act_1001');
  expect(usage(first).type).toBe('ads_management');
  expect((await get('/v25.0/act_1001')).body.error.code).toBe(80_004);
});

it('is far away under standard access', async () => {
  const { get } = metaClient();
  for (let call = 0; call < 50; call++) expect(usage(await get('/v25.0/act_1001')).call_count).toBe(0);
});

function usage({ headers }: { headers: Record<string, unknown> }) {
  return JSON.parse(String(headers['x-business-use-case-usage']))['1001'][0];
}
