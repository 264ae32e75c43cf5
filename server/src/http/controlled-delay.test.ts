import { describe, expect, it } from 'vitest';
import { type ControlledDelay, createControlledDelay } from './controlled-delay.js';

const DELAY_MS = 3;
/** Work of an answer and of a refusal, milliseconds of processor time. */
const ANSWER_MS = 1;
const REFUSAL_MS = 0.05;

/** One process on a clock of its own; `share` is how much of the processor it gets. */
function process(share = 1) {
  let now = 1_000;
  let idleMs = 0;
  let cpuMs = 0;
  let ends: (() => void)[] = [];
  const delay: ControlledDelay = createControlledDelay(DELAY_MS, {
    now: () => now,
    idleMs: () => idleMs,
    cpuMs: () => cpuMs,
    atEndOfTurn: (callback) => ends.push(callback),
  });
  const work = (ms: number): void => {
    cpuMs += ms;
    now += ms / share;
  };

  return {
    delay,
    work,
    /** Serves so many requests a second for a while, that come in batches; returns how long refusals waited, and how many were answered. */
    run(perSecond: number, seconds: number, batch = 1) {
      const until = now + seconds * 1_000;
      let arrivesAt = now;
      let answered = 0;
      const refusedAfterMs: number[] = [];
      while (now < until) {
        if (arrivesAt > now) {
          idleMs += arrivesAt - now;
          now = arrivesAt;
        }
        const polledAt = now;
        for (; arrivesAt <= polledAt; arrivesAt += (1_000 * batch) / perSecond) {
          for (let request = 0; request < batch; request += 1) {
            const admitted = delay.admits();
            work(admitted ? ANSWER_MS : REFUSAL_MS);
            if (admitted) answered += 1;
            else refusedAfterMs.push(now - arrivesAt);
          }
        }
        for (const end of ends) end();
        ends = [];
      }
      return { answered, refusedAfterMs };
    },
  };
}

describe('while the load is what can be answered', () => {
  it('refuses nobody', () => {
    expect(process().run(900, 10).refusedAfterMs).toEqual([]);
  });

  it('refuses nobody for long after there was too much', () => {
    const { run } = process();
    run(3_000, 2);
    run(300, 1, 30);
    expect(run(300, 10, 30).refusedAfterMs).toEqual([]);
  });

  it('refuses nobody for a moment in which the loop stood still', () => {
    const { run, work } = process();
    run(400, 1);
    work(300);
    expect(run(400, 1).refusedAfterMs).toEqual([]);
  });
});

describe('at three times of what can be answered', () => {
  it('answers nearly as many as it can, and refuses the others within 10 ms', () => {
    const { run } = process();
    run(3_000, 1);
    const { answered, refusedAfterMs } = run(3_000, 10);
    expect(answered).toBeGreaterThan(8_500);
    expect(refusedAfterMs.length).toBeGreaterThan(15_000);
    expect(Math.max(...refusedAfterMs)).toBeLessThan(10);
  });

  it('keeps at work when they come all at once, again and again', () => {
    const { run } = process();
    run(3_000, 1, 150);
    expect(run(3_000, 10, 150).answered).toBeGreaterThan(8_000);
  });

  it('answers as many as it can with the part of the processor that it gets', () => {
    const { run } = process(0.1);
    run(300, 2);
    expect(run(300, 10).answered).toBeGreaterThan(850);
  });

  it('says since when, and admits everybody again two seconds after the last refusal', () => {
    const { run, delay } = process();
    expect(delay.refusingSince).toBeNull();
    run(3_000, 2);
    const since = delay.refusingSince;
    expect(since).toBeGreaterThan(0);
    expect(since).toBeLessThan(2_000);
    run(3_000, 1);
    expect(delay.refusingSince).toBe(since);
    run(500, 2.1);
    expect(delay.refusingSince).toBeNull();
  });
});

it('lets work that is no request fill a turn, but not keep every request out', () => {
  const { run, work, delay } = process();
  run(3_000, 2);
  work(50);
  const { answered } = run(3_000, 0.01);
  expect(delay.refusingSince).not.toBeNull();
  expect(answered).toBeGreaterThan(0);
});
