import { VendorError } from '@selvedge/connector-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ask,
  call,
  classes,
  type GuardedVendor,
  good,
  type Handler,
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

describe('an answer', () => {
  it('says where it came from, record by record', async () => {
    const [outcome] = await vendor.guarded()(['1'], call());
    expect(outcome).toEqual({
      ok: true,
      value: { ...record('1', 'VIP'), source: { connector: 'post', version: '1.0.0' } },
      origin: {
        connector: 'post',
        version: '1.0.0',
        connection: 'a/post',
        fetchedAt: 42,
        stale: false,
        tags: ['Audience:1'],
      },
    });
  });

  it('is asked for in batches of the vendor’s size', async () => {
    await vendor.guarded(ask, { maxBatch: 2 })(['1', '2', '3', '4', '5'], call());
    expect(vendor.seen.map(({ url }) => decodeURIComponent(url)).sort()).toEqual([
      '/lists?ids=1,2',
      '/lists?ids=3,4',
      '/lists?ids=5',
    ]);
  });

  it('carries the credential, which the connector never sees', async () => {
    let visible: string[] = [];
    await vendor.guarded(async (ids, given) => {
      visible = Object.keys(given).sort();
      return ask(ids, given);
    })(['1'], call());
    expect(vendor.seen[0]?.authorization).toBe('Bearer old');
    expect(visible).toEqual(['download', 'fetch', 'settings', 'signal']);
  });
});

describe('a failure', () => {
  it('that passes is tried again', async () => {
    vendor.handle = (request, response) => (vendor.seen.length < 3 ? json(503, {}) : good)(request, response);
    expect(classes(await vendor.guarded()(['1'], call()))).toEqual(['ok']);
    expect(vendor.seen.length).toBe(3);
  });

  it('that lasts is told after the retries', async () => {
    vendor.handle = json(503, {});
    expect(classes(await vendor.guarded()(['1', '2'], call()))).toEqual(['transient', 'transient']);
    expect(vendor.seen.length).toBe(3);
  });

  it('is the caller’s own mistake once, and does not count against the vendor', async () => {
    vendor.handle = json(400, {});
    const source = vendor.guarded();
    for (let i = 0; i < 30; i += 1) expect(classes(await source(['1'], call()))).toEqual(['invalid']);
    expect([vendor.seen.length, vendor.breaker.state]).toEqual([30, 'closed']);
  });

  it('of one element leaves the others whole', async () => {
    const outcomes = await vendor.guarded(async (ids) =>
      ids.map((id) =>
        id === '2' ? new VendorError({ class: 'invalid', message: 'no' }) : id === '3' ? null : record(id, 'x'),
      ),
    )(['1', '2', '3'], call());
    expect(classes(outcomes)).toEqual(['ok', 'invalid', 'ok']);
    expect(outcomes[2]).toMatchObject({ value: null });
  });

  it('of the credential gets a new one, once', async () => {
    vendor.handle = (request, response) =>
      (request.headers.authorization === 'Bearer new' ? good : json(401, {}))(request, response);
    expect(classes(await vendor.guarded()(['1'], call()))).toEqual(['ok']);
    expect([vendor.seen.length, vendor.rejected]).toEqual([2, 1]);
    vendor.handle = json(401, {});
    expect(classes(await vendor.guarded()(['1'], call()))).toEqual(['reauthenticate']);
    expect([vendor.seen.length, vendor.rejected]).toEqual([4, 2]);
  });

  it('that the connector did not expect is told by its kind and place, not by what it says', async () => {
    const broken: Run = async () => {
      throw new TypeError('ada@example.org is no number');
    };
    const [outcome] = await vendor.guarded(broken)(['1'], call());
    const message = expect.stringMatching(/unexpectedly \(TypeError at guard\.test\.ts:\d+:\d+\)/);
    expect(outcome).toMatchObject({ failure: { cause: { class: 'connector-defect', message } } });
    expect(vendor.log).toMatchObject([{ connector: 'post', version: '1.0.0', kind: 'answer', what: message }]);
    expect(JSON.stringify([outcome, vendor.log])).not.toContain('ada@');
  });

  it.each([
    ['another shape', json(200, { title: 'VIP' })],
    ['no JSON', ((_, response) => response.writeHead(200).end('<html>')) satisfies Handler],
  ])('is a 200 with %s', async (_, answer) => {
    vendor.handle = answer;
    expect(classes(await vendor.guarded()(['1'], call()))).toEqual(['malformed']);
  });
});

describe('time', () => {
  it('ends a call that hangs at its deadline', async () => {
    vendor.handle = () => {};
    const startedAt = performance.now();
    expect(classes(await vendor.guarded(ask, { deadlineMs: 60 })(['1'], call()))).toEqual(['timeout']);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('ends a connector that never settles and ignores its signal', async () => {
    const stuck: Run = () => new Promise(() => {});
    expect(classes(await vendor.guarded(stuck, { deadlineMs: 30 })(['1'], call()))).toEqual(['timeout']);
  });

  it('is not waited for when the vendor asks for longer than the deadline, nor is it called before', async () => {
    vendor.handle = json(429, {}, { 'retry-after': '5' });
    const source = vendor.guarded();
    expect(classes(await source(['1'], call()))).toEqual(['throttled']);
    expect(classes(await source(['1'], call()))).toEqual(['throttled']);
    expect(vendor.seen.length).toBe(1);
  });

  it('of a caller who leaves does not count against the vendor', async () => {
    vendor.handle = () => {};
    const source = vendor.guarded();
    for (const reason of Array.from({ length: 6 }, () => new Error('left'))) {
      const controller = new AbortController();
      const outcome = source(['1'], call(controller.signal));
      controller.abort(reason);
      expect(classes(await outcome)).toEqual(['timeout']);
    }
    expect(vendor.breaker.state).toBe('closed');
  });
});

it('a pause that ends just before the deadline is not waited for: the call would be lost', async () => {
  vendor.handle = json(429, {}, { 'retry-after': '1' });
  expect(classes(await vendor.guarded(ask, { deadlineMs: 1_150 })(['1'], call()))).toEqual(['throttled']);
  expect(vendor.seen.length).toBe(1);
});

describe('the breaker', () => {
  it('opens on calls that time out in a row, and then nothing is called', async () => {
    vendor.handle = () => {};
    const source = vendor.guarded(ask, { deadlineMs: 40, maxBatch: 1 });
    for (let i = 0; i < 3; i += 1) await source(['1', '2'], call());
    expect(vendor.breaker.state).toBe('open');
    const before = vendor.seen.length;
    const [outcome] = await source(['3'], call());
    expect(outcome).toMatchObject({ ok: false, failure: { cause: { class: 'breaker-open' } } });
    expect(vendor.seen.length).toBe(before);
  });

  it('counts a connector that breaks its contract, and says what it did', async () => {
    const source = vendor.guarded(async () => []);
    for (let i = 0; i < 20; i += 1) {
      const [outcome] = await source(['1'], call());
      expect(outcome).toMatchObject({
        failure: {
          cause: { class: 'connector-defect', message: expect.stringContaining('expected 1, got 0 elements') },
        },
      });
    }
    expect(vendor.breaker.state).toBe('open');
  });
});
