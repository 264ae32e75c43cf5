import { VendorError } from '@selvedge/connector-api';
import { expect, it } from 'vitest';
import { MOST_REFUSALS, sendApart } from './send-apart.js';

const refusal = new VendorError({ class: 'invalid', message: 'no', vendorCode: '100' });
const isRefusal = (error: VendorError) => error.failure.class === 'invalid';

/** A vendor that takes a part only as a whole. */
function vendorRefusing(bad: ReadonlySet<number>) {
  const taken: number[] = [];
  const requests: (readonly number[])[] = [];
  const send = async (part: readonly number[]) => {
    requests.push(part);
    if (part.some((item) => bad.has(item))) throw refusal;
    taken.push(...part);
  };
  return { taken, requests, send };
}

const thousand = Array.from({ length: 1_000 }, (_, n) => n);

it('sends everything at once when nothing is wrong, and nothing for nothing', async () => {
  const { requests, send } = vendorRefusing(new Set());
  expect((await sendApart(thousand, send, isRefusal)).size).toBe(0);
  expect((await sendApart([], send, isRefusal)).size).toBe(0);
  expect(requests).toEqual([thousand]);
});

it.each([[[0]], [[999]], [[500]], [[3, 4, 700]]])(
  'lets only the items %j fail, and sends each other once',
  async (bad) => {
    const { taken, send, requests } = vendorRefusing(new Set(bad));
    const refused = await sendApart(thousand, send, isRefusal);
    expect([...refused.keys()].sort((a, b) => a - b)).toEqual(bad);
    expect(taken).toHaveLength(1_000 - bad.length);
    expect(new Set(taken).size).toBe(taken.length);
    expect(requests.length).toBeLessThan(30 * bad.length);
  },
);

it('does not ask for ever when the vendor refuses everything', async () => {
  const { requests, send } = vendorRefusing(new Set(thousand));
  expect((await sendApart(thousand, send, isRefusal)).size).toBe(1_000);
  expect(requests.length).toBeLessThan(MOST_REFUSALS + 20);
});

it('throws what is no refusal', async () => {
  const throttled = new VendorError({ class: 'throttled', message: 'slow' });
  const send = () => Promise.reject(throttled);
  await expect(sendApart([1, 2], send, isRefusal)).rejects.toBe(throttled);
});
