import { describe, expect, it } from 'vitest';
import { type CallerEvents, LEAST_CALLERS, shareOfCallers, shareOfEvents, smoothedRate } from './share.js';

const caller = (side: 'candidate' | 'stable', events: number, history = { events: 0, bad: 0 }): CallerEvents => ({
  side,
  events,
  history,
});

describe('a caller’s own rate', () => {
  it('is the mean for a new one, and its own for one that asked a lot', () => {
    expect(smoothedRate({ events: 0, bad: 0 }, 0.01)).toBeCloseTo(0.01, 12);
    expect(smoothedRate({ events: 100_000, bad: 5_000 }, 0.01)).toBeCloseTo(0.05, 3);
  });

  it('is never 0, however long nothing failed', () => {
    expect(smoothedRate({ events: 1_000, bad: 0 }, 0.01)).toBeGreaterThan(0);
  });
});

describe('the candidate’s share', () => {
  it('weighs callers with their histories', () => {
    const share = shareOfCallers([
      caller('candidate', 100, { events: 10_000, bad: 500 }),
      caller('stable', 100, { events: 10_000, bad: 100 }),
    ]);
    expect(share.basis).toBe('history');
    expect(share.basis !== 'none' && share.value).toBeCloseTo(5 / 6, 2);
  });

  it('is above 0 where the candidate’s callers never failed before', () => {
    const share = shareOfCallers([
      caller('candidate', 50, { events: 500, bad: 0 }),
      caller('stable', 950, { events: 9_500, bad: 100 }),
    ]);
    expect(share.basis !== 'none' && share.value).toBeGreaterThan(0);
  });

  it('weighs a caller that is counted on both sides with its history on each, whichever comes first', () => {
    const often = { events: 100, bad: 50 };
    const others = caller('candidate', 900, { events: 9_000, bad: 9 });
    const sides = [caller('candidate', 100, often), caller('stable', 50, often)];
    for (const [first, second] of [sides, [...sides].reverse()]) {
      const share = shareOfCallers([first!, { ...second!, isRepeated: true }, others]);
      expect(share.basis !== 'none' && share.value).toBeCloseTo(0.675, 2);
    }
  });

  it('is that of events without a history, of callers enough', () => {
    const callers = Array.from({ length: LEAST_CALLERS }, (_, at) => caller(at % 4 === 0 ? 'candidate' : 'stable', 3));
    expect(shareOfCallers(callers)).toMatchObject({ basis: 'events', value: 0.25 });
    const known = shareOfCallers([...callers.slice(1), caller('stable', 0)]);
    expect(known).toEqual({ basis: 'none', reason: 'few-callers', callers: LEAST_CALLERS - 1 });
  });

  it('is not that of events where a few callers ask for most of everything', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => caller(at % 2 === 0 ? 'candidate' : 'stable', 10));
    expect(shareOfCallers([...many, caller('stable', 5_000)])).toEqual({
      basis: 'none',
      reason: 'few-callers',
      callers: 8,
    });
  });

  it('allows for the candidate’s callers being by chance the worse ones, the more the fewer they are', () => {
    const of = (candidates: number, all: number) => {
      const share = shareOfCallers(
        Array.from({ length: all }, (_, at) => caller(at < candidates ? 'candidate' : 'stable', 1)),
      );
      return share.basis === 'events' ? share.atMost : undefined;
    };
    expect(of(100_000, 1_000_000)).toBeCloseTo(0.1, 2);
    expect(of(1_000, 10_000)).toBeCloseTo(0.11, 2);
    expect(of(10, 100)).toBeCloseTo(0.232, 2);
    expect(of(0, 200)).toBe(0);
    expect(of(200, 200)).toBe(1);
  });

  it('is 0 where nothing was counted', () => {
    expect(shareOfEvents({ candidate: { events: 0, bad: 0 }, stable: { events: 0, bad: 0 } })).toBe(0);
  });
});
