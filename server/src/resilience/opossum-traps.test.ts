import { VendorError } from '@selvedge/connector-api';
import CircuitBreaker from 'opossum';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Breaker, createBreaker, type Verdict } from './breaker.js';
import { createConnectionClient } from './connection-client.js';
import { ask, call, classes, type GuardedVendor, good, json, startGuardedVendor } from './guarded-vendor.fixture.js';
import { createVendorPools } from './vendor-pools.js';

// Each trap twice: plain opossum falls into it, or a new opossum has changed; ours does not. The ninth has a file of its own.

const settings = { windowMs: 10_000, volume: 20, failurePercent: 50, consecutiveFailures: 5, openMs: 1_000, probes: 1 };
const likeOurs = { timeout: false, errorThresholdPercentage: 50, resetTimeout: 1_000, volumeThreshold: 20 } as const;

function faked(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

/** Plain opossum around what it is given; nobody hears its rejections. */
function plain(options: CircuitBreaker.Options = likeOurs) {
  const circuit = new CircuitBreaker((work: () => Promise<unknown>) => work(), options);
  onTestFinished(() => circuit.shutdown());
  const fire = (work: () => Promise<unknown>): Promise<unknown> => circuit.fire(work).catch((error: unknown) => error);
  return { circuit, fire };
}
const fails = async (): Promise<never> => {
  throw new Error('down');
};
const works = async (): Promise<string> => 'fine';
const hangs = (): Promise<never> => new Promise(() => {});

function ours(over: Partial<typeof settings> = {}): Breaker {
  const breaker = createBreaker({ ...settings, ...over });
  onTestFinished(() => breaker.shutdown());
  return breaker;
}
function told(breaker: Breaker, verdict: Verdict): boolean {
  const permit = breaker.admit();
  if (permit.admitted) permit.settle(verdict);
  return permit.admitted;
}
async function guardedVendor(...over: Parameters<typeof startGuardedVendor>): Promise<GuardedVendor> {
  const vendor = await startGuardedVendor(...over);
  onTestFinished(() => vendor.stop());
  return vendor;
}

describe('1: refused calls count into the window', () => {
  it('of plain opossum, which then needs hundreds of failures to open again', async () => {
    faked();
    const { circuit, fire } = plain();
    for (let i = 0; i < 20; i += 1) await fire(fails);
    for (let i = 0; i < 500; i += 1) await fire(fails);
    vi.advanceTimersByTime(1_000);
    await fire(works);
    expect(circuit.closed).toBe(true);
    let needed = 0;
    for (; circuit.closed && needed < 1_000; needed += 1) await fire(fails);
    expect(needed).toBeGreaterThan(400);
  });

  it('and not of ours', () => {
    faked();
    const breaker = ours();
    for (let i = 0; i < 520; i += 1) told(breaker, 'failure');
    vi.advanceTimersByTime(1_000);
    told(breaker, 'success');
    expect(breaker.state).toBe('closed');
    let needed = 0;
    for (; breaker.state === 'closed' && needed < 1_000; needed += 1) told(breaker, 'failure');
    expect(needed).toBe(20);
  });
});

describe('2: one failure opens', () => {
  it('plain opossum, whose volume threshold is 0 by default', async () => {
    const { circuit, fire } = plain({});
    await fire(fails);
    expect(circuit.opened).toBe(true);
  });

  it('and not ours', () => {
    const breaker = ours();
    for (let i = 0; i < 19; i += 1) told(breaker, 'failure');
    expect(breaker.state).toBe('closed');
  });
});

describe('3: a call for which there is no slot counts as a failure', () => {
  it('in plain opossum', async () => {
    const { circuit, fire } = plain({ ...likeOurs, capacity: 1, volumeThreshold: 5 });
    void fire(hangs);
    for (let i = 0; i < 4; i += 1) expect(await fire(works)).toMatchObject({ code: 'ESEMLOCKED' });
    expect(circuit.opened).toBe(true);
  });

  it('and not in ours', async () => {
    const vendor = await guardedVendor({ volume: 5, consecutiveFailures: 5 });
    vendor.handle = () => {};
    const inSlots = vendor.guarded(ask, { deadlineMs: 400 });
    const taken = [inSlots(['1'], call()), inSlots(['2'], call())];
    await expect.poll(() => vendor.seen.length).toBe(2);
    const waiting = vendor.guarded(ask, { deadlineMs: 30 });
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => waiting(['3'], call())));
    expect(outcomes.flatMap(classes)).toEqual(Array(10).fill('timeout'));
    expect([vendor.breaker.state, vendor.seen.length]).toEqual(['closed', 2]);
    await Promise.all(taken);
  });
});

describe('4: one time-out aborts innocent calls', () => {
  it('in plain opossum, whose signal is the breaker’s', async () => {
    faked();
    const abortController = new AbortController();
    const { fire } = plain({ timeout: 50, abortController });
    const slow = fire(hangs);
    vi.advanceTimersByTime(40);
    const innocent = abortController.signal;
    void fire(hangs);
    expect(innocent.aborted).toBe(false);
    vi.advanceTimersByTime(10);
    await slow;
    expect(innocent.aborted).toBe(true);
  });

  it('and not in ours, where each has its own', async () => {
    const vendor = await guardedVendor();
    const slowDone = Promise.withResolvers<void>();
    vendor.handle = async (request, response) => {
      if (request.url?.includes('slow')) return;
      await slowDone.promise;
      good(request, response);
    };
    const innocent = vendor.guarded()(['fast'], call());
    expect(classes(await vendor.guarded(ask, { deadlineMs: 30 })(['slow'], call()))).toEqual(['timeout']);
    slowDone.resolve();
    expect(classes(await innocent)).toEqual(['ok']);
  });
});

describe('5: a time-out frees the slot while the work goes on', () => {
  it('in plain opossum', async () => {
    faked();
    const { fire } = plain({ timeout: 10, capacity: 2, volumeThreshold: 100 });
    let running = 0;
    for (let round = 0; round < 5; round += 1) {
      for (let i = 0; i < 2; i += 1) {
        void fire(() => {
          running += 1;
          return hangs();
        });
      }
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(running).toBe(10);
  });

  it('and not in ours', async () => {
    const client = createConnectionClient({ concurrency: 2, pools: createVendorPools() });
    let running = 0;
    for (let round = 0; round < 5; round += 1) {
      const late = new AbortController();
      for (let i = 0; i < 2; i += 1) {
        client
          .inSlot(late.signal, () => {
            running += 1;
            return hangs();
          })
          .catch(() => {});
      }
      await Promise.resolve();
      late.abort();
    }
    expect(running).toBe(2);
  });
});

describe('6: a late success from before the trip closes', () => {
  it('plain opossum', async () => {
    faked();
    const { circuit, fire } = plain();
    const early = Promise.withResolvers<string>();
    const first = fire(() => early.promise);
    for (let i = 0; i < 20; i += 1) await fire(fails);
    vi.advanceTimersByTime(1_000);
    expect(circuit.halfOpen).toBe(true);
    early.resolve('late');
    await first;
    expect(circuit.closed).toBe(true);
  });

  it('and not ours', async () => {
    faked();
    const breaker = ours();
    const early = breaker.admit();
    for (let i = 0; i < 20; i += 1) told(breaker, 'failure');
    vi.advanceTimersByTime(1_000);
    if (early.admitted) early.settle('success');
    await vi.advanceTimersByTimeAsync(0);
    expect(breaker.state).toBe('half-open');
  });
});

describe('7: a refused credential that is filtered closes', () => {
  it('plain opossum', async () => {
    faked();
    const refused = Object.assign(new Error('refused'), { status: 401 });
    const { circuit, fire } = plain({ ...likeOurs, errorFilter: (error) => error === refused });
    circuit.open();
    vi.advanceTimersByTime(1_000);
    await fire(() => Promise.reject(refused));
    expect(circuit.closed).toBe(true);
  });

  it('and not ours', async () => {
    const vendor = await guardedVendor({ openMs: 20, consecutiveFailures: 1 });
    vendor.breaker.observe('failure');
    await expect.poll(() => vendor.breaker.state, { interval: 5 }).toBe('half-open');
    vendor.handle = json(401, {});
    await vendor.guarded()(['1'], call());
    await expect.poll(() => vendor.breaker.describe()).toMatchObject({ state: 'half-open', isProbing: false });
  });
});

describe('8: a probe that hangs keeps it half-open for ever', () => {
  it('in plain opossum without its time-out', async () => {
    faked();
    const { circuit, fire } = plain();
    circuit.open();
    vi.advanceTimersByTime(1_000);
    void fire(hangs);
    vi.advanceTimersByTime(3_600_000);
    expect(await fire(works)).toMatchObject({ code: 'EOPENBREAKER' });
    expect(circuit.halfOpen).toBe(true);
  });

  it('and not in ours, which opens again at the deadline', async () => {
    const vendor = await guardedVendor({ openMs: 300, consecutiveFailures: 1 });
    vendor.breaker.observe('failure');
    await expect.poll(() => vendor.breaker.state).toBe('half-open');
    await vendor.guarded(() => hangs(), { deadlineMs: 30 })(['1'], call());
    await expect.poll(() => vendor.breaker.state, { interval: 5 }).toBe('open');
  });
});

describe('10: a batch of nothing but errors is a success', () => {
  it('to plain opossum, to which it is a value', async () => {
    const { circuit, fire } = plain();
    for (let i = 0; i < 20; i += 1) await fire(async () => [new Error('down'), new Error('down')]);
    expect(circuit.stats.successes).toBe(20);
    expect(circuit.closed).toBe(true);
  });

  it('and not to ours', async () => {
    const vendor = await guardedVendor();
    const down = new VendorError({ class: 'transient', message: 'down' });
    const source = vendor.guarded(async (ids) => ids.map(() => down));
    for (let i = 0; i < 19; i += 1) await source(['1', '2'], call());
    expect(vendor.breaker.state).toBe('closed');
    await source(['1', '2'], call());
    expect(vendor.breaker.state).toBe('open');
  });
});
