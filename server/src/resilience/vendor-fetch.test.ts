import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  call,
  classes,
  type GuardedVendor,
  good,
  json,
  type Run,
  record,
  startGuardedVendor,
} from './guarded-vendor.fixture.js';

let vendor: GuardedVendor;
beforeEach(async () => {
  vendor = await startGuardedVendor();
});
afterEach(() => vendor.stop());

const ids = (count: number) => Array.from({ length: count }, (_, at) => String(at));

describe('a pause that the vendor asks for', () => {
  it('holds back the calls that wait for a slot, too', async () => {
    vendor.handle = json(429, {}, { 'retry-after': '5' });
    const outcomes = await vendor.guarded(undefined, { maxBatch: 1 })(ids(10), call());
    expect(new Set(classes(outcomes))).toEqual(new Set(['throttled']));
    expect(vendor.seen.length).toBe(2);
  });

  it('that is short only delays, however many calls it meets', async () => {
    vendor.handle = (request, response) =>
      (vendor.seen.length <= 2 ? json(429, {}, { 'retry-after': '0.05' }) : good)(request, response);
    const source = vendor.guarded(undefined, { maxBatch: 1 });
    expect(new Set(classes(await source(ids(10), call())))).toEqual(new Set(['ok']));
  });

  it('opens the breaker only when batch after batch runs out of tries', async () => {
    vendor.handle = json(429, {}, { 'retry-after': '0' });
    const source = vendor.guarded();
    for (let i = 0; i < 19; i += 1) expect(classes(await source(['1'], call()))).toEqual(['throttled']);
    expect(vendor.breaker.state).toBe('closed');
    await source(['1'], call());
    expect(vendor.breaker.state).toBe('open');
  });

  it('is not held against the vendor while it is kept', async () => {
    vendor.handle = json(429, {}, { 'retry-after': '5' });
    const source = vendor.guarded();
    for (let i = 0; i < 40; i += 1) expect(classes(await source(['1'], call()))).toEqual(['throttled']);
    expect([vendor.seen.length, vendor.breaker.state]).toEqual([1, 'closed']);
  });

  it('that nobody can read is none', async () => {
    vendor.handle = json(429, {}, { 'retry-after': 'soon' });
    expect(classes(await vendor.guarded()(['1'], call()))).toEqual(['throttled']);
    vendor.handle = json(429, {}, { 'retry-after': '5' });
    const source = vendor.guarded();
    await source(['1'], call());
    const before = vendor.seen.length;
    await source(['1'], call());
    expect(vendor.seen.length).toBe(before);
  });
});

it('a call that ran out of time before it got a slot is not held against the vendor', async () => {
  vendor.handle = (_, response) => void setTimeout(() => good(_, response), 150);
  const slow = vendor.guarded(undefined, { maxBatch: 1, deadlineMs: 2_000 })(ids(6), call());
  const hurried = vendor.guarded(undefined, { maxBatch: 1, deadlineMs: 100 });
  await vi.waitUntil(() => vendor.seen.length === 2);
  expect(new Set(classes(await hurried(ids(40), call())))).toEqual(new Set(['timeout']));
  expect(vendor.breaker.state).toBe('closed');
  expect(new Set(classes(await slow))).toEqual(new Set(['ok']));
});

describe('what a batch leaves behind', () => {
  const shape = z.object({ name: z.string() });
  /** Answers without waiting for its second call. */
  const careless: Run = async (given, { fetch }) => {
    const left = fetch({ path: '/slow', answer: shape });
    const neverAwaited = left.then(() => fetch({ path: '/more', answer: shape }));
    await fetch({ path: '/quick', answer: shape });
    return given.map((id) => record(id, String(neverAwaited)));
  };

  it('gives its slots back, and rejects in nobody’s hands', async () => {
    vendor.handle = (request, response) => request.url !== '/slow' && good(request, response);
    const source = vendor.guarded(careless);
    for (let i = 0; i < 4; i += 1) expect(classes(await source(['1'], call()))).toEqual(['ok']);
    expect(classes(await vendor.guarded()(['1'], call()))).toEqual(['ok']);
    expect(vendor.seen.filter(({ url }) => url === '/more')).toEqual([]);
  });
});
