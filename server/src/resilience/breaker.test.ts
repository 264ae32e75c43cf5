import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Breaker, type BreakerState, createBreaker, type Verdict } from './breaker.js';

const options = { windowMs: 10_000, volume: 20, failurePercent: 50, consecutiveFailures: 5, openMs: 30_000, probes: 3 };

function call(breaker: Breaker, verdict: Verdict): boolean {
  const permit = breaker.admit();
  if (permit.admitted) permit.settle(verdict);
  return permit.admitted;
}
const calls = (breaker: Breaker, count: number, verdict: Verdict) =>
  Array.from({ length: count }, () => call(breaker, verdict));

async function opened(): Promise<Breaker> {
  const breaker = createBreaker(options);
  calls(breaker, 20, 'failure');
  expect(breaker.state).toBe('open');
  return breaker;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a closed breaker', () => {
  it('stays closed while there are fewer calls than the volume', () => {
    const breaker = createBreaker(options);
    calls(breaker, 19, 'failure');
    expect(breaker.state).toBe('closed');
  });

  it('opens when more than the share of the window failed', () => {
    const breaker = createBreaker(options);
    calls(breaker, 9, 'success');
    calls(breaker, 10, 'failure');
    expect(breaker.state).toBe('closed');
    calls(breaker, 1, 'failure');
    expect(breaker.state).toBe('open');
  });

  it('forgets failures that have left the window', () => {
    const breaker = createBreaker(options);
    calls(breaker, 19, 'failure');
    vi.advanceTimersByTime(11_000);
    calls(breaker, 19, 'failure');
    expect(breaker.state).toBe('closed');
  });

  it('forgets successes that have left the window', () => {
    const breaker = createBreaker(options);
    calls(breaker, 20, 'success');
    vi.advanceTimersByTime(11_000);
    calls(breaker, 19, 'failure');
    expect(breaker.state).toBe('closed');
    calls(breaker, 1, 'failure');
    expect(breaker.state).toBe('open');
  });

  it('counts successes as long as they are in the window', () => {
    const breaker = createBreaker(options);
    calls(breaker, 20, 'success');
    vi.advanceTimersByTime(8_000);
    calls(breaker, 20, 'failure');
    expect(breaker.state).toBe('closed');
    calls(breaker, 1, 'failure');
    expect(breaker.state).toBe('open');
  });

  it('has a timer only while it is open', () => {
    const breaker = createBreaker(options);
    calls(breaker, 20, 'success');
    calls(breaker, 19, 'failure');
    expect(vi.getTimerCount()).toBe(0);
    calls(breaker, 2, 'failure');
    expect([breaker.state, vi.getTimerCount()]).toEqual(['open', 1]);
    breaker.shutdown();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not count neutral results', () => {
    const breaker = createBreaker(options);
    calls(breaker, 100, 'neutral');
    calls(breaker, 19, 'failure');
    expect(breaker.state).toBe('closed');
  });

  it('opens on failures in a row whatever the volume', () => {
    const breaker = createBreaker(options);
    for (let i = 0; i < 4; i += 1) breaker.observe('failure');
    breaker.observe('success');
    for (let i = 0; i < 4; i += 1) breaker.observe('failure');
    breaker.observe('neutral');
    expect(breaker.state).toBe('closed');
    breaker.observe('failure');
    expect(breaker.state).toBe('open');
  });
});

describe('an open breaker', () => {
  it('refuses and says when the next probe may come', async () => {
    const breaker = await opened();
    vi.advanceTimersByTime(10_000);
    expect(breaker.admit()).toEqual({ admitted: false, retryAfterMs: 20_000 });
  });

  it('lets one probe through at a time once its time has passed', async () => {
    const breaker = await opened();
    vi.advanceTimersByTime(30_000);
    expect(breaker.state).toBe('half-open');
    expect(breaker.admit().admitted).toBe(true);
    expect(breaker.admit().admitted).toBe(false);
  });

  it('closes after the configured number of good probes', async () => {
    const breaker = await opened();
    vi.advanceTimersByTime(30_000);
    calls(breaker, 2, 'success');
    expect(breaker.state).toBe('half-open');
    call(breaker, 'success');
    expect(breaker.state).toBe('closed');
  });

  it('opens again for its whole time when a probe fails', async () => {
    const breaker = await opened();
    vi.advanceTimersByTime(30_000);
    call(breaker, 'success');
    call(breaker, 'failure');
    expect(breaker.state).toBe('open');
    vi.advanceTimersByTime(29_999);
    expect(breaker.state).toBe('open');
    vi.advanceTimersByTime(1);
    expect(breaker.state).toBe('half-open');
    calls(breaker, 2, 'success');
    expect(breaker.state).toBe('half-open');
  });
});

describe('a result', () => {
  it('from before the trip does not open it again after it has closed', async () => {
    const breaker = createBreaker({ ...options, openMs: 1_000 });
    calls(breaker, 20, 'failure');
    vi.advanceTimersByTime(1_000);
    calls(breaker, 3, 'success');
    call(breaker, 'failure');
    expect(breaker.state).toBe('closed');
  });

  it('that failed is told with its time, and a long message is cut', async () => {
    vi.setSystemTime(5_000);
    const breaker = createBreaker(options);
    const permit = breaker.admit();
    if (permit.admitted) permit.settle('failure', { class: 'transient', message: 'x'.repeat(500) });
    const { lastFailure } = breaker.describe();
    expect(lastFailure).toEqual({ class: 'transient', message: `${'x'.repeat(199)}…`, at: 5_000 });
  });

  it('outside of any call counts like a batch that failed', async () => {
    const breaker = createBreaker(options);
    calls(breaker, 19, 'failure');
    breaker.fail({ class: 'connector-defect', message: 'a timer threw' });
    expect(breaker.describe()).toMatchObject({ state: 'open', lastFailure: { message: 'a timer threw' } });
  });
});

describe('a breaker that is shut down', () => {
  it.each(['closed', 'open', 'half-open'] as const)(
    'while it is %s lets through what is under way and counts nothing',
    async (state) => {
      const changes: BreakerState[] = [];
      const breaker = createBreaker(options, { onChange: (change) => changes.push(change.state) });
      const early = breaker.admit();
      if (state !== 'closed') calls(breaker, 20, 'failure');
      if (state === 'half-open') vi.advanceTimersByTime(options.openMs);
      expect(breaker.state).toBe(state);
      const told = changes.length;
      breaker.shutdown();

      for (let i = 0; i < options.consecutiveFailures; i += 1) breaker.observe('failure');
      if (early.admitted) early.settle('failure');
      breaker.fail({ class: 'connector-defect', message: 'a timer threw' });
      expect(calls(breaker, 100, 'failure')).not.toContain(false);
      vi.advanceTimersByTime(2 * options.openMs);
      expect(breaker.describe()).toMatchObject({ state: 'closed', lastFailure: { message: 'a timer threw' } });
      expect(changes).toHaveLength(told);
    },
  );

  it('ends a probe that is under way without an opinion', async () => {
    const breaker = await opened();
    vi.advanceTimersByTime(options.openMs);
    const [probe, refusal] = [breaker.admit(), breaker.admit()];
    breaker.shutdown();
    if (probe.admitted) probe.settle('failure');
    if (!refusal.admitted) await refusal.probe;
    expect(breaker.state).toBe('closed');
  });
});

it('tells callers no longer wait than it stays open when the clock is set back', async () => {
  const breaker = await opened();
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(breaker.admit()).toEqual({ admitted: false, retryAfterMs: 30_000 });
});

it('tells every change of state once', async () => {
  const states: BreakerState[] = [];
  const breaker = createBreaker(options, { onChange: ({ state }) => states.push(state) });
  calls(breaker, 25, 'failure');
  vi.advanceTimersByTime(30_000);
  calls(breaker, 3, 'success');
  expect(states).toEqual(['open', 'half-open', 'closed']);
});
