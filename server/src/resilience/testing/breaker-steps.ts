import fc from 'fast-check';
import type { BreakerOptions, Verdict } from '../breaker.js';
import type { BreakerFailure } from '../breaker-description.js';

/** Something that happens to a breaker. `pick` chooses one of the permits given out so far. */
export type Step =
  | { does: 'admit' }
  | { does: 'settle'; pick: number; verdict: Verdict; failure: BreakerFailure | null }
  /** Calls that are over before the next thing happens. */
  | { does: 'call'; times: number; verdict: Verdict }
  | { does: 'observe'; times: number; verdict: Verdict }
  | { does: 'fail'; failure: BreakerFailure }
  | { does: 'wait'; ms: number }
  /** Waits until a probe is due, or a millisecond less or more. */
  | { does: 'waitForProbe'; offMs: -1 | 0 | 1 };

const verdicts = fc.constantFrom<Verdict>('success', 'failure', 'neutral');
const failures = fc.record({
  class: fc.constantFrom<BreakerFailure['class']>('transient', 'timeout', 'malformed', 'connector-defect'),
  message: fc.constantFrom('The vendor could not be reached (ECONNRESET).', 'No answer within 2000 ms.'),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('admit' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('settle' as const),
      pick: fc.nat(),
      verdict: verdicts,
      failure: fc.option(failures),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('call' as const),
      // Now and then as many as are told at once, and more.
      times: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 1, max: 8 }) },
        { weight: 1, arbitrary: fc.integer({ min: 30, max: 70 }) },
      ),
      verdict: verdicts,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('observe' as const),
      times: fc.integer({ min: 1, max: 4 }),
      verdict: verdicts,
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('fail' as const), failure: failures }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 400 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('waitForProbe' as const),
      offMs: fc.constantFrom<-1 | 0 | 1>(-1, 0, 0, 0, 1),
    }),
  },
);

/** Random lives of breakers with random settings; small ones, so that every state is reached often. */
export const lives: fc.Arbitrary<{ options: BreakerOptions; steps: readonly Step[] }> = fc.record({
  options: fc.record({
    windowMs: fc.integer({ min: 10, max: 1_000 }),
    volume: fc.integer({ min: 1, max: 12 }),
    failurePercent: fc.integer({ min: 0, max: 100 }),
    consecutiveFailures: fc.integer({ min: 1, max: 8 }),
    openMs: fc.integer({ min: 1, max: 300 }),
    probes: fc.integer({ min: 1, max: 3 }),
  }),
  steps: fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }),
});
