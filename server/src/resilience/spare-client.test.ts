import { expect, it } from 'vitest';
import type { ConnectionClient } from './connection-client.js';
import { spareClient } from './spare-client.js';

const { signal } = new AbortController();

function client(inFlight: number, limit: number): ConnectionClient {
  return {
    inSlot: (_, task) => task(),
    send: () => Promise.reject(new Error('not asked for')),
    load: () => ({ inFlight, limit }),
    retryBudget: { deposit: () => expect.fail('saved up'), withdraw: () => true },
    lastGoodAt: -1,
  };
}

it('takes a slot while half of them are free, and of a connection with one while nobody uses it', async () => {
  for (const [inFlight, limit] of [
    [0, 1],
    [4, 10],
    [0, 2],
  ] as const) {
    expect(await spareClient(client(inFlight, limit)).inSlot(signal, async () => 'sent')).toBe('sent');
  }
});

it('is refused rather than wait before anybody', async () => {
  for (const [inFlight, limit] of [
    [1, 1],
    [5, 10],
    [1, 2],
  ] as const) {
    const sending = spareClient(client(inFlight, limit)).inSlot(signal, async () => 'sent');
    await expect(sending).rejects.toMatchObject({ failure: { class: 'throttled' } });
  }
});

it('neither retries nor saves up for others', () => {
  const { retryBudget } = spareClient(client(0, 10));
  retryBudget.deposit();
  expect(retryBudget.withdraw()).toBe(false);
});
