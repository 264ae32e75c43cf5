import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createBreaker } from './breaker.js';

const constructed = vi.hoisted((): object[] => []);
vi.mock('opossum', async (original) => {
  const { default: Original } = await original<{ default: typeof CircuitBreaker }>();
  class Listed extends Original {
    constructor(...[action, options]: ConstructorParameters<typeof CircuitBreaker>) {
      constructed.push({ ...options });
      super(action, options);
    }
  }
  return { default: Listed };
});

describe('9: its cache and its coalescing know arguments only', () => {
  const tenants = (options: CircuitBreaker.Options) => {
    const circuit = new CircuitBreaker(async function (this: { tenant: string }, _id: string) {
      return `data of ${this.tenant}`;
    }, options);
    onTestFinished(() => circuit.shutdown());
    return (tenant: string) => circuit.call({ tenant }, '512');
  };

  it.each([
    { cache: true, coalesce: false },
    { cache: false, coalesce: true },
  ])('so that in plain opossum one tenant reads another’s: %o', async (option) => {
    const read = tenants(option);
    const first = read('a');
    // A cache knows what is settled, coalescing what is under way.
    if (option.cache) await first;
    const second = read('b');
    expect([await first, await second]).toEqual(['data of a', 'data of a']);
  });

  it('and ours turns on nothing of opossum but its window and its states', () => {
    constructed.length = 0;
    const breaker = createBreaker({
      windowMs: 10_000,
      volume: 20,
      failurePercent: 50,
      consecutiveFailures: 5,
      openMs: 1_000,
      probes: 1,
    });
    // A vendor that has never failed needs no circuit.
    expect(constructed).toEqual([]);
    breaker.fail({ class: 'transient', message: 'down' });
    breaker.shutdown();
    expect(constructed).toEqual([
      {
        timeout: false,
        errorThresholdPercentage: 50,
        resetTimeout: 1_000,
        rollingCountTimeout: 10_000,
        rollingCountBuckets: 10,
        rotateBucketController: expect.any(EventEmitter),
        rollingPercentilesEnabled: false,
        enableSnapshots: false,
        volumeThreshold: 20,
      },
    ]);
  });

  it('and ours has a circuit no longer than a failure counts', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const breaker = createBreaker({
      windowMs: 10_000,
      volume: 20,
      failurePercent: 50,
      consecutiveFailures: 5,
      openMs: 1_000,
      probes: 1,
    });
    const fail = () => breaker.fail({ class: 'transient', message: 'down' });
    const succeed = () => {
      const permit = breaker.admit();
      if (permit.admitted) permit.settle('success');
    };
    constructed.length = 0;
    fail();
    vi.advanceTimersByTime(8_000);
    succeed();
    fail();
    expect(constructed).toHaveLength(1);
    vi.advanceTimersByTime(11_000);
    succeed();
    fail();
    expect(constructed).toHaveLength(2);
    breaker.shutdown();
  });
});
