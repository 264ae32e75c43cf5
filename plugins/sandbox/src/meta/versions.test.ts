import { expect, it } from 'vitest';
import { API_VERSIONS } from './api-version.js';
import { createMeta } from './meta.js';
import { metaClient, world } from './testing/meta-client.js';

const { get, post } = metaClient();
const adSet = world.adSets[0]?.id;

it.each(API_VERSIONS)('answers at %s, and its pages go on there', async (version) => {
  const { body } = await get(`/${version}/act_1001/ads`, { limit: '1' });
  expect(body.paging.next).toContain(`/meta/${version}/act_1001/ads`);
});

it('names an ad set’s Instagram account by the actor at v21 and by the user at v25, and not the other way', async () => {
  expect((await get(`/v21.0/${adSet}`, { fields: 'instagram_actor_id' })).body.instagram_actor_id).toMatch(/^\d+$/);
  expect((await get(`/v25.0/${adSet}`, { fields: 'instagram_user_id' })).body.instagram_user_id).toMatch(/^\d+$/);
  for (const [version, field] of [
    ['v21.0', 'instagram_user_id'],
    ['v25.0', 'instagram_actor_id'],
  ]) {
    const { status, body } = await get(`/${version}/${adSet}`, { fields: `id,${field}` });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 100,
      message: `(#100) Tried accessing nonexisting field (${field}) on node type (AdSet)`,
    });
  }
});

it('reads at one version the report that was started at another', async () => {
  const range = { since: '2026-11-10', until: '2026-11-20' };
  const { report_run_id: run } = (await post('/v21.0/act_1001/insights', { time_range: range })).body;
  expect((await get(`/v25.0/${run}`)).body).toMatchObject({ id: run, async_status: 'Job Running' });
});

it.each(['/v20.0/act_1001', '/v250/act_1001', '/act_1001'])('refuses %s with code 2635', async (path) => {
  expect((await get(path)).body.error).toMatchObject({ code: 2635, message: expect.stringContaining('v25.0') });
});

it('refuses a version that has expired with code 2635', async () => {
  const later = metaClient(createMeta({ versions: ['v24.0', 'v25.0'] }));
  expect((await later.get('/v21.0/act_1001')).body.error.code).toBe(2635);
  expect((await later.get('/v25.0/act_1001')).status).toBe(200);
});
