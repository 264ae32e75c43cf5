import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Breaker, BreakerEvents, BreakerOptions, BreakerState, Permit } from '../breaker.js';
import { liveThrough, type TestClock } from './breaker-run.js';
import { lives } from './breaker-steps.js';

export interface BreakerUnderTest {
  breaker: Breaker;
  /** When the first bucket of its window began, epoch milliseconds. */
  bucketsSince: number;
}

/** Makes the breaker under test. It takes its time from `Date` and Node's timers, which are vitest's fake ones. */
export type CreateBreaker = (options: BreakerOptions, events?: BreakerEvents) => BreakerUnderTest;

const clock: TestClock = { now: () => Date.now(), advance: (ms) => void vi.advanceTimersByTime(ms) };

/** Random lives that each promise is tried with. fast-check prints the seed and the shortest life that fails. */
const LIVES = 1_500;

/**
 * The suite that every implementation of a breaker runs, as vitest tests: it does in every random life what the
 * reference model does, and keeps what callers and vendors rely on.
 */
export function describeBreaker(name: string, create: CreateBreaker): void {
  describe(`${name} is a breaker`, () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it('that does what the model does', async () => {
      const entered = new Map<BreakerState, number>();
      await everyLife(async ({ options, steps }) => {
        const changes: BreakerState[] = [];
        const { breaker, bucketsSince } = create(options, { onChange: ({ state }) => changes.push(state) });
        const expectedChanges: BreakerState[] = [];
        let state: BreakerState = 'closed';
        for await (const { actual, expected } of liveThrough(breaker, options, steps, { clock, bucketsSince })) {
          expect(actual).toEqual(expected);
          if (expected.state !== state) expectedChanges.push(expected.state);
          state = expected.state;
          entered.set(state, (entered.get(state) ?? 0) + 1);
        }
        // Within one step it may pass through a state; what it is in afterwards it has told.
        expect(changes).toEqual(expect.arrayContaining(expectedChanges));
        expect(changes.some((change, at) => change === changes[at - 1])).toBe(false);
        breaker.shutdown();
      });
      // Lives that never leave one state would prove nothing of the others.
      for (const each of ['closed', 'open', 'half-open'] as const) expect(entered.get(each)).toBeGreaterThan(LIVES / 2);
    });

    it('that lets one probe through at a time, and none before its time', async () => {
      let probes = 0;
      let refused = 0;
      await everyLife(async ({ options, steps }) => {
        let openedAt = Number.NEGATIVE_INFINITY;
        const onChange: BreakerEvents['onChange'] = ({ state }) => {
          if (state === 'open') openedAt = Date.now();
        };
        const { breaker, bucketsSince } = create(options, { onChange });
        const outstanding = new Set<Permit>();
        const watched = watch(
          breaker,
          (permit) => {
            expect(Date.now()).toBeGreaterThanOrEqual(openedAt + options.openMs);
            if (permit.isProbe) outstanding.add(permit);
            expect(outstanding.size).toBeLessThanOrEqual(1);
            probes += permit.isProbe ? 1 : 0;
          },
          (permit) => outstanding.delete(permit),
        );
        for await (const { actual } of liveThrough(watched, options, steps, { clock, bucketsSince })) {
          refused += actual.answers.filter((answer) => typeof answer === 'number').length;
        }
        breaker.shutdown();
      });
      expect(Math.min(probes, refused)).toBeGreaterThan(LIVES / 2);
    });

    it('that neutral results and results from before a trip do not change', async () => {
      let late = 0;
      await everyLife(async ({ options, steps }) => {
        const { breaker, bucketsSince } = create(options);
        let early: { permit: Permit; openings: number } | null = null;
        let openings = 0;
        // The model does not hear of what is settled here.
        for await (const { actual, expected } of liveThrough(breaker, options, steps, { clock, bucketsSince })) {
          expect(actual).toEqual(expected);
          if (actual.state === 'open') openings += 1;
          breaker.observe('neutral');
          if (early !== null && early.openings < openings) {
            early.permit.settle(openings % 2 === 0 ? 'success' : 'failure');
            early = null;
            late += 1;
          }
          const permit = actual.state === 'closed' ? breaker.admit() : null;
          if (!permit?.admitted) continue;
          if (early === null) early = { permit, openings };
          else permit.settle('neutral');
        }
        breaker.shutdown();
      });
      expect(late).toBeGreaterThan(LIVES / 2);
    });
  });
}

type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never;

async function everyLife(check: (life: Life) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(lives, check), { numRuns: LIVES });
}

/** The breaker, with an ear at what it admits and at what comes of it. */
function watch(breaker: Breaker, onAdmit: (permit: Permit) => void, onSettle: (permit: Permit) => void): Breaker {
  return {
    get state() {
      return breaker.state;
    },
    admit() {
      const answer = breaker.admit();
      if (!answer.admitted) return answer;
      onAdmit(answer);
      return {
        ...answer,
        settle(verdict, failure) {
          onSettle(answer);
          answer.settle(verdict, failure);
        },
      };
    },
    observe: (verdict) => breaker.observe(verdict),
    fail: (failure) => breaker.fail(failure),
    describe: () => breaker.describe(),
    shutdown: () => breaker.shutdown(),
  };
}
