import { createHash } from 'node:crypto';
import { vendorFetch } from '@selvedge/connector-api/testing';
import { startSandbox } from '@selvedge/sandbox';
import type { ConversionEvent } from '@selvedge/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversionSend } from './conversion-send.js';
import metaConversions from './index.js';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const DAY_MS = 86_400_000;
const at = (offsetMs: number) => new Date(NOW + offsetMs).toISOString();

let vendorNow = NOW;
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 0, adCampaigns: 0, now: () => vendorNow });
});
afterAll(() => sandbox?.close());

const purchase = (eventId: string, more: Partial<ConversionEvent> = {}): ConversionEvent => ({
  eventId,
  name: 'Purchase',
  occurredAt: at(-60_000),
  value: { amount: '12.50', currency: 'eur' },
  sourceUrl: 'https://shop.example.org/thanks',
  email: 'Ada@Example.org ',
  ...more,
});

/** A pixel of the test's own, and what was sent to it. */
function pixel(settings: Readonly<Record<string, string>> = {}) {
  const pixelId = String(100_000_000_000_000 + pixels++);
  const sent: { data: { event_id: string }[]; test_event_code?: string }[] = [];
  const fetch = vendorFetch({
    connector: metaConversions,
    baseUrl: sandbox.baseUrl('meta'),
    credential: 'EAAsandbox-default',
    transport: (url, init) => {
      sent.push(JSON.parse(String(init.body)));
      return globalThis.fetch(url, init);
    },
  });
  const call = { fetch, settings: { pixelId, ...settings }, signal: AbortSignal.timeout(10_000) };
  const run = (events: readonly ConversionEvent[]) => conversionSend(() => NOW).run(events, call);
  return { pixelId, sent, run, counted: () => counted(pixelId) };
}
let pixels = 0;

async function counted(pixelId: string, aggregation = 'event'): Promise<unknown> {
  const answer = await fetch(`${sandbox.baseUrl('meta')}/v25.0/${pixelId}/stats?aggregation=${aggregation}`, {
    headers: { authorization: 'Bearer EAAsandbox-default' },
  });
  const { data } = (await answer.json()) as { data: { data: unknown }[] };
  return data[0]?.data ?? [];
}

it('sends hashed identifiers, seconds, currency and value, and no plain address', async () => {
  const { run, sent } = pixel();
  expect(await run([purchase('order-1')])).toEqual([{ status: 'received', matchQuality: 1 / 7 }]);
  expect(sent).toEqual([
    {
      data: [
        {
          event_name: 'Purchase',
          event_time: NOW / 1_000 - 60,
          event_id: 'order-1',
          action_source: 'website',
          event_source_url: 'https://shop.example.org/thanks',
          user_data: { em: [createHash('sha256').update('ada@example.org').digest('hex')] },
          custom_data: { currency: 'EUR', value: 12.5 },
        },
      ],
    },
  ]);
  expect(JSON.stringify(sent).toLowerCase()).not.toContain('ada@');
});

it('tells what the settings say of source and test', async () => {
  const { run, sent } = pixel({ actionSource: 'physical_store', testEventCode: 'TEST1' });
  await run([purchase('order-1')]);
  expect(sent).toMatchObject([{ test_event_code: 'TEST1', data: [{ action_source: 'physical_store' }] }]);
});

it.each([
  [{ pixelId: 'mine' }, 'pixelId'],
  [{ actionSource: 'moon' }, 'actionSource'],
])('refuses the settings %j', async (settings, name) => {
  const { run, sent } = pixel(settings);
  await expect(run([purchase('order-1')])).rejects.toMatchObject({
    failure: { class: 'invalid', message: expect.stringContaining(name) },
  });
  expect(sent).toEqual([]);
});

describe('events that Meta would refuse', () => {
  it('fail alone, and are not sent, when they are too old, in the future or of nobody', async () => {
    const { run, sent, counted } = pixel();
    const outcomes = await run([
      purchase('old', { occurredAt: at(-7 * DAY_MS - 1) }),
      purchase('good'),
      purchase('future', { occurredAt: at(1) }),
      { eventId: 'nobody', name: 'Lead', occurredAt: at(-1) },
      purchase('when', { occurredAt: 'yesterday' }),
      purchase('edge', { occurredAt: at(-7 * DAY_MS) }),
    ]);
    expect(outcomes).toMatchObject([
      { failure: { class: 'invalid', message: expect.stringContaining('7 days') } },
      { status: 'received' },
      { failure: { class: 'invalid', message: expect.stringContaining('future') } },
      { failure: { class: 'invalid', message: expect.stringContaining('identifier') } },
      { failure: { class: 'invalid' } },
      { status: 'received' },
    ]);
    expect(sent.map(({ data }) => data.map(({ event_id }) => event_id))).toEqual([['good', 'edge']]);
    expect(await counted()).toEqual([{ value: 'Purchase', count: 2 }]);
  });

  it('fail alone when only Meta knows that they are too old: the rest is sent again and counts once', async () => {
    const { run, counted } = pixel();
    const many = Array.from({ length: 20 }, (_, n) => purchase(`order-${n}`));
    vendorNow = NOW + 2_000;
    const outcomes = await run([...many, purchase('old', { occurredAt: at(-7 * DAY_MS + 1_000) })]);
    vendorNow = NOW;
    expect(outcomes.slice(0, 20)).toEqual(many.map(() => ({ status: 'received', matchQuality: 1 / 7 })));
    expect(outcomes[20]).toMatchObject({ failure: { class: 'invalid', message: expect.stringContaining('7 days') } });
    expect(await counted()).toEqual([{ value: 'Purchase', count: 20 }]);
  });

  it('fail alone when a purchase lacks its value', async () => {
    const { run } = pixel();
    const { value: _, ...worthless } = purchase('worthless');
    expect(await run([purchase('good'), worthless])).toMatchObject([
      { status: 'received' },
      { failure: { class: 'invalid', message: expect.stringContaining('2804009') } },
    ]);
  });
});

it('counts an event once, however often it is sent and whoever told it first', async () => {
  const { run, pixelId, counted } = pixel();
  await fetch(`${sandbox.baseUrl('meta')}/tr?id=${pixelId}&ev=Purchase&eid=order-1`);
  expect(await run([purchase('order-1'), purchase('order-2'), purchase('order-1')])).toMatchObject([
    { status: 'received' },
    { status: 'received' },
    { status: 'duplicate' },
  ]);
  await run([purchase('order-2'), purchase('order-2', { name: 'Lead' })]);
  expect(await counted()).toEqual([
    { value: 'Purchase', count: 2 },
    { value: 'Lead', count: 1 },
  ]);
});

it('asks an unknown pixel once', async () => {
  const { run, sent } = pixel({ pixelId: '12' });
  await expect(run([purchase('order-1'), purchase('order-2')])).rejects.toMatchObject({
    failure: { class: 'invalid', vendorCode: '100/33', message: expect.stringContaining('pixelId') },
  });
  expect(sent).toHaveLength(1);
});

it('takes a count that is not of all for trouble that may pass', async () => {
  const fetch = vendorFetch({
    connector: metaConversions,
    baseUrl: 'https://graph.facebook.test',
    credential: 'EAAtest',
    transport: async () => Response.json({ events_received: 1, messages: [], fbtrace_id: 'A1' }),
  });
  const call = { fetch, settings: { pixelId: '123456789012345' }, signal: AbortSignal.timeout(10_000) };
  await expect(conversionSend(() => NOW).run([purchase('1'), purchase('2')], call)).rejects.toMatchObject({
    failure: { class: 'transient' },
  });
});
