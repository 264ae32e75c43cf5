import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { metaClient } from './testing/meta-client.js';

const start = Date.parse('2026-11-23T10:00:00Z');
const seconds = start / 1_000;
const pixel = '123456789012345';
const email = createHash('sha256').update('ada@example.org').digest('hex');

function client(now: () => number = () => start) {
  const { app, post, get } = metaClient(undefined, now);
  return {
    send: (events: readonly object[], to = pixel) => post(`/v25.0/${to}/events`, { data: events }),
    browser: (query: Record<string, string>) => app.inject({ url: '/meta/tr', query: { id: pixel, ...query } }),
    counted: async (aggregation = 'event') => {
      const { data } = (await get(`/v25.0/${pixel}/stats`, { aggregation })).body;
      return data[0]?.data ?? [];
    },
  };
}

const lead = (more: object = {}) => ({
  event_name: 'Lead',
  event_time: seconds,
  event_id: 'lead-1',
  action_source: 'website',
  user_data: { em: [email] },
  ...more,
});

it('receives events and tells how many, not which', async () => {
  const { send } = client();
  const { status, body } = await send([lead(), lead({ event_id: 'lead-2' })]);
  expect(status).toBe(200);
  expect(body).toEqual({ events_received: 2, messages: [], fbtrace_id: expect.stringMatching(/^A[\w-]{22}$/) });
});

it('counts an event of the same name and id once within 48 hours', async () => {
  let now = start;
  const { send, counted } = client(() => now);
  await send([lead(), lead(), lead({ event_name: 'Contact' })]);
  await send([lead({ event_time: seconds - 60 })]);
  expect(await counted()).toEqual([
    { value: 'Lead', count: 1 },
    { value: 'Contact', count: 1 },
  ]);
  now += 49 * 3_600_000;
  await send([lead({ event_time: now / 1_000 })]);
  expect(await counted()).toContainEqual({ value: 'Lead', count: 2 });
});

it('counts once what the pixel in the browser has told already', async () => {
  const { send, browser, counted } = client();
  const told = await browser({ ev: 'Lead', eid: 'lead-1' });
  expect(told.headers['content-type']).toBe('image/gif');
  await send([lead()]);
  expect(await counted()).toEqual([{ value: 'Lead', count: 1 }]);
  expect(await counted('event_source')).toEqual([{ value: 'browser', count: 1 }]);
});

it('prefers the browser’s within five minutes, and else what came first', async () => {
  const soon = client();
  await soon.send([lead({ event_time: seconds - 299 })]);
  await soon.browser({ ev: 'Lead', eid: 'lead-1' });
  expect(await soon.counted('event_source')).toEqual([{ value: 'browser', count: 1 }]);
  const late = client();
  await late.send([lead({ event_time: seconds - 301 })]);
  await late.browser({ ev: 'Lead', eid: 'lead-1' });
  expect(await late.counted('event_source')).toEqual([{ value: 'server', count: 1 }]);
});

it.each([
  ['older than seven days', { event_time: seconds - 7 * 86_400 - 1 }, 2_804_003],
  ['in the future, as milliseconds are', { event_time: start }, 2_804_004],
  ['without a person', { user_data: {} }, 2_804_050],
  ['a purchase without its value', { event_name: 'Purchase' }, 2_804_009],
  ['with a plain address', { user_data: { em: ['ada@example.org'] } }, undefined],
  ['from nowhere', { action_source: 'moon' }, undefined],
  ['without a name', { event_name: '' }, undefined],
])('refuses the whole request for one event %s', async (_what, wrong, subcode) => {
  const { send, counted } = client();
  const { status, body } = await send([lead(), lead({ event_id: 'lead-2', ...wrong })]);
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code: 100, ...(subcode && { error_subcode: subcode }) });
  expect(await counted()).toEqual([]);
});

it('takes a thousand events at most, and none for what is no pixel', async () => {
  const { send } = client();
  const many = Array.from({ length: 1_001 }, (_, n) => lead({ event_id: `lead-${n}` }));
  const { app } = metaClient(undefined, () => start);
  const request = (events: readonly object[]) =>
    app.inject({
      method: 'POST',
      url: `/meta/v25.0/${pixel}/events`,
      headers: { authorization: 'Bearer EAAsandbox-acme' },
      payload: { data: events },
    });
  expect((await request(many)).json().error.message).toContain('at most 1000');
  expect((await request(many.slice(0, 1_000))).json().events_received).toBe(1_000);
  expect((await send([lead()], '12')).body.error).toMatchObject({ code: 100, error_subcode: 33 });
});
