import { invalid, VendorError } from '@selvedge/connector-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call as aCall, ask, classes, good, json, type Run, record } from '../resilience/guarded-vendor.fixture.js';
import { CAPABILITY, type CountedGateway, SLOW_MS, startCountedGateway } from './counted-gateway.fixture.js';

let gateway: CountedGateway;
let vendors: CountedGateway['vendors'];
let setUp: CountedGateway['setUp'];

beforeEach(async () => {
  gateway = await startCountedGateway();
  ({ vendors, setUp } = gateway);
});
afterEach(() => gateway.stop());

const fine = (side: 'candidate' | 'stable') => [{ side, events: 1, bad: {} }];
const bad = (side: 'candidate' | 'stable', ...tests: string[]) => [
  { side, events: 1, bad: Object.fromEntries(tests.map((test) => [test, 1])) },
];
const hangs = () => {};
const partly: Run = async (ids) => ids.map((id) => (id === 'odd' ? vendorError() : record(id, 'VIP')));
const vendorError = () => new VendorError({ class: 'transient', message: 'down' });

describe('what counts', () => {
  it('an operation once, however many calls to the vendor it makes', async () => {
    const { operation, rows } = setUp();
    const sources = operation();
    await sources.loadMany(CAPABILITY, 'post', ['1', '2', '3', '4', '5']);
    await sources.load(CAPABILITY, 'post', '6');
    expect(vendors['2.0.0'].seen).toHaveLength(4);
    expect(await rows()).toEqual([
      {
        rollout: 'r1',
        periodStartedAtMs: 40,
        step: 2,
        side: 'candidate',
        caller: expect.stringMatching(/^user:[\w-]{22}$/),
        events: 1,
        bad: {},
      },
    ]);
  });

  it('both sides, each by its own version', async () => {
    const { load, counted } = setUp({ weight: 0 });
    await load('1');
    expect(await counted()).toEqual(fine('stable'));
    expect(vendors['2.0.0'].seen).toEqual([]);
  });

  it('never an answer from the cache', async () => {
    const { load, counted } = setUp();
    await load('1');
    await load('1');
    expect(await counted()).toEqual(fine('candidate'));
  });

  it('never who joins the fetch of another', async () => {
    const { load, counted } = setUp();
    await Promise.all([load('1'), load('1'), load('1')]);
    expect(await counted()).toEqual(fine('candidate'));
  });

  it('never the refresh of what is served stale, unless an answer waits for the same batch', async () => {
    const { load, counted } = setUp();
    await load('1');
    await counted();
    gateway.nowMs += 70_000;
    await load('1');
    await expect.poll(() => vendors['2.0.0'].seen.length).toBe(2);
    expect(await counted()).toEqual([]);
    gateway.nowMs += 70_000;
    await load('1', '2');
    expect(await counted()).toEqual(fine('candidate'));
  });

  it('an operation into the period in which it was first counted', async () => {
    const { operation, rows } = setUp();
    const sources = operation();
    await sources.load(CAPABILITY, 'post', '1');
    expect((await rows())[0]).toMatchObject({ periodStartedAtMs: 40, events: 1, bad: {} });
    gateway.nowMs = 40 + 600_000;
    vendors['2.0.0'].handle = json(500, {});
    await sources.load(CAPABILITY, 'post', '2');
    expect(await rows()).toMatchObject([{ periodStartedAtMs: 40, events: 0, bad: { failures: 1 } }]);
  });
});

describe('a failure is', () => {
  it.each([
    ['a vendor’s error', json(500, {})],
    ['a malformed answer', json(200, { nome: 'VIP' })],
    ['a timeout', hangs],
  ])('%s, on both sides', async (_what, handle) => {
    for (const vendor of Object.values(vendors)) vendor.handle = handle;
    const onStable = setUp({ weight: 0 });
    await onStable.load('1');
    expect(await onStable.counted()).toEqual(bad('stable', 'failures'));
    const onCandidate = setUp();
    await onCandidate.load('1');
    expect(await onCandidate.counted()).toEqual(bad('candidate', 'failures'));
  });

  it('a refusal by an open breaker, on both sides', async () => {
    for (const vendor of Object.values(vendors)) vendor.breaker.fail({ class: 'transient', message: 'down' });
    for (let calls = 0; calls < 5; calls++)
      for (const { breaker } of Object.values(vendors)) breaker.observe('failure');
    expect(vendors['1.0.0'].breaker.state).toBe('open');
    for (const [side, weight] of [
      ['stable', 0],
      ['candidate', 99.99],
    ] as const) {
      const { load, counted } = setUp({ weight });
      expect(classes(await load('1'))).toEqual(['breaker-open']);
      expect(await counted()).toEqual(bad(side, 'failures'));
    }
    expect(vendors['1.0.0'].seen).toEqual([]);
  });

  it('an answer served stale because of an error', async () => {
    const { load, counted } = setUp({ weight: 0 });
    await load('1');
    await counted();
    gateway.nowMs += 120_000;
    vendors['1.0.0'].handle = json(500, {});
    expect(await load('1')).toMatchObject([{ ok: true, origin: { stale: true } }]);
    expect(await counted()).toEqual(bad('stable', 'failures'));
  });

  it('a fallback: against the candidate, and nothing for stable, which answers in the same request', async () => {
    vendors['2.0.0'].handle = json(500, {});
    const { load, counted, history } = setUp();
    expect(await load('1')).toMatchObject([{ ok: true, origin: { version: '1.0.0' } }]);
    expect(await counted()).toEqual(bad('candidate', 'failures'));
    expect(await history()).toEqual([]);
  });

  it('a fallback against the candidate, and what stable answers for stable, where nobody else is on it', async () => {
    vendors['2.0.0'].handle = json(500, {});
    const { load, counted } = setUp({ weight: 100 });
    await load('1');
    expect(await counted()).toEqual([...bad('candidate', 'failures'), ...fine('stable')]);
  });

  it('a fallback by an open breaker as well', async () => {
    for (let calls = 0; calls < 5; calls++) vendors['2.0.0'].breaker.observe('failure');
    const { load, counted } = setUp();
    expect(await load('1')).toMatchObject([{ ok: true, origin: { version: '1.0.0' } }]);
    expect(vendors['2.0.0'].seen).toEqual([]);
    expect(await counted()).toEqual(bad('candidate', 'failures'));
  });
});

describe('apart from failures', () => {
  it('an operation with a slow call is slow', async () => {
    vendors['2.0.0'].handle = (request, response) => void setTimeout(() => good(request, response), SLOW_MS + 30);
    const { load, counted } = setUp();
    await load('1');
    expect(await counted()).toEqual(bad('candidate', 'slow'));
  });

  it('one that was answered in part is partial', async () => {
    const { load, counted } = setUp({}, {}, partly);
    await load('1', 'odd');
    expect(await counted()).toEqual(bad('candidate', 'partial'));
  });

  it('until it is known what is slow, stable’s calls are told by how long they took', async () => {
    const { load, counted } = setUp({ weight: 0, slowAfterMs: null });
    await load('1');
    const [{ bad: told } = { bad: {} }] = await counted();
    expect(Object.entries(told)).toEqual([[expect.stringMatching(/^ms<=\d+\.\d\d$/), 1]]);
  });
});

describe('what never counts', () => {
  it.each([
    ['the caller’s mistake', json(400, {})],
    ['a refused credential', json(401, {})],
  ])('%s', async (_what, handle) => {
    vendors['1.0.0'].handle = handle;
    const { load, counted, history } = setUp({ weight: 0 });
    await load('1');
    expect(vendors['1.0.0'].seen.length).toBeGreaterThan(0);
    expect(await counted()).toEqual([]);
    expect(await history()).toEqual([]);
  });

  it('mistakes beside answers, which count for themselves', async () => {
    const { load, counted } = setUp({}, {}, async (ids) =>
      ids.map((id) => (id === 'odd' ? invalid('no') : record(id, 'VIP'))),
    );
    await load('1', 'odd');
    expect(await counted()).toEqual(fine('candidate'));
  });

  it('what the gateway itself kept from the vendor', async () => {
    vendors['1.0.0'].handle = hangs;
    const { load, counted } = setUp({ weight: 0 });
    const hog = vendors['1.0.0'].guarded(ask, { deadlineMs: 10_000 });
    const left = new AbortController();
    const both = Promise.all([hog(['a'], aCall(left.signal)), hog(['b'], aCall(left.signal))]);
    // There are two slots at the vendor; it waits in vain for one.
    expect(classes(await load('1'))).toEqual(['timeout']);
    expect(vendors['1.0.0'].seen).toHaveLength(2);
    expect(await counted()).toEqual([]);
    left.abort();
    await both;
  });

  it('a tester who chose the version by header', async () => {
    for (const version of ['1.0.0', '2.0.0']) {
      const { load, counted, history } = setUp({}, { overrides: new Map([['post', version]]) });
      await load(version);
      expect(await counted()).toEqual([]);
      expect(await history()).toEqual([]);
    }
  });

  it('a caller who is kept on stable, but for the history', async () => {
    const { load, counted, history } = setUp({}, { keptOnStable: () => true });
    expect(await load('1')).toMatchObject([{ origin: { version: '1.0.0' } }]);
    expect(await counted()).toEqual([]);
    expect((await history()).map(({ caller }) => caller.split(':')[0])).toEqual(['user', 'tenant', 'client', 'minute']);
  });

  it('anything while no step is under way', async () => {
    const { load, counted } = setUp({ countedStep: null, countedSinceMs: null });
    await load('1');
    expect(await counted()).toEqual([]);
  });
});
