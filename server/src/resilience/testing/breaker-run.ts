import type { Breaker, BreakerOptions, BreakerState, Permit } from '../breaker.js';
import type { BreakerDescription } from '../breaker-description.js';
import * as model from './breaker-model.js';
import type { Step } from './breaker-steps.js';

/** The clock that the implementation sees. */
export interface TestClock {
  now(): number;
  advance(ms: number): void;
}

/** What implementation and model say after one step; both must be equal. */
export interface Compared {
  step: Step;
  actual: Observation;
  expected: Observation;
}

interface Observation {
  description: BreakerDescription;
  state: BreakerState;
  /** What `admit` answered, call by call: whether it is a probe, or the wait. */
  answers: readonly (boolean | number)[];
}

interface Given {
  permit: Permit;
  modelled: model.ModelPermit;
  isSettled: boolean;
}

/** Leads an implementation and the model through the same life, and yields what both say after each step. */
export async function* liveThrough(
  breaker: Breaker,
  options: BreakerOptions,
  steps: readonly Step[],
  { clock, bucketsSince }: { clock: TestClock; bucketsSince: number },
): AsyncGenerator<Compared> {
  const given: Given[] = [];
  let answers: (boolean | number)[];
  let modelAnswers: (boolean | number)[];
  let modelled = model.newModel(clock.now(), bucketsSince);

  function admit(): Given | null {
    const answer = breaker.admit();
    const [next, expected] = model.admit(modelled, options, clock.now());
    modelled = next;
    answers.push(answer.admitted ? answer.isProbe : answer.retryAfterMs);
    modelAnswers.push(expected.admitted ? expected.permit.kind === 'probe' : expected.retryAfterMs);
    if (!answer.admitted || !expected.admitted) return null;
    const pair = { permit: answer, modelled: expected.permit, isSettled: false };
    given.push(pair);
    return pair;
  }

  function settle(pair: Given, { verdict, failure }: Pick<Extract<Step, { does: 'settle' }>, 'verdict' | 'failure'>) {
    if (failure === null) pair.permit.settle(verdict);
    else pair.permit.settle(verdict, failure);
    if (pair.isSettled) return;
    pair.isSettled = true;
    if (failure !== null) modelled = model.remember(modelled, failure, clock.now());
    modelled = model.settle(modelled, options, pair.modelled, verdict, clock.now());
  }

  function wait(ms: number): void {
    clock.advance(ms);
    modelled = model.tick(modelled, options, clock.now());
  }

  function take(step: Step): void {
    switch (step.does) {
      case 'admit':
        admit();
        break;
      case 'settle': {
        const pair = given[step.pick % Math.max(1, given.length)];
        if (pair !== undefined) settle(pair, step);
        break;
      }
      case 'call':
        for (let made = 0; made < step.times; made += 1) {
          const pair = admit();
          if (pair !== null) settle(pair, { verdict: step.verdict, failure: null });
        }
        break;
      case 'observe':
        for (let heard = 0; heard < step.times; heard += 1) {
          breaker.observe(step.verdict);
          modelled = model.observe(modelled, options, step.verdict, clock.now());
        }
        break;
      case 'fail':
        breaker.fail(step.failure);
        modelled = model.fail(modelled, options, step.failure, clock.now());
        break;
      case 'wait':
        wait(step.ms);
        break;
      case 'waitForProbe': {
        const { phase } = modelled;
        if (phase.state === 'open') wait(Math.max(0, phase.since + options.openMs + step.offMs - clock.now()));
        break;
      }
    }
  }

  for (const step of steps) {
    answers = [];
    modelAnswers = [];
    take(step);
    // Results may be heard in microtasks; no timer comes before them.
    for (let turn = 0; turn < 4; turn += 1) await null;
    const expected = model.describeModel(modelled, options);
    yield {
      step,
      actual: { description: breaker.describe(), state: breaker.state, answers },
      expected: { description: expected, state: expected.state, answers: modelAnswers },
    };
  }
}
