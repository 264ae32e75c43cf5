import { expect, it } from 'vitest';
import { failuresOf, joined, quietTurn } from './turn.ts';
import type { LoadReport } from './wrk.ts';

const report = (over: Partial<LoadReport> = {}): LoadReport => ({
  requests: 100,
  requestsPerSecond: 100,
  p50: 1,
  p99: 2,
  refused: 0,
  wrong: 0,
  firstWrong: null,
  socketErrors: 0,
  writes: 0,
  stale: 0,
  ...over,
});

it('a failure is whatever was not answered as expected', () => {
  expect(failuresOf(report({ refused: 1, wrong: 2, socketErrors: 4 }))).toBe(7);
});

it('a turn with failures is not taken again, or they would go unnoticed', async () => {
  let loads = 0;
  const load = async () => report({ wrong: ++loads });
  // Any share of a core is too much of so short a turn.
  const turn = await quietTurn({ pid: process.pid, seconds: 1e-9, load, calls: async () => 0 });
  expect(turn.report.wrong).toBe(1);
});

it('slices of a turn are told by their median, and what went wrong in any of them stays', () => {
  const slice = (requestsPerSecond: number, over: Partial<LoadReport> = {}) => ({
    report: report({ requestsPerSecond, ...over }),
    cpuPerRequest: 1e6 / requestsPerSecond,
    callsPerRequest: 2,
    foreign: 0.01,
  });
  const turn = joined([slice(100), slice(10, { wrong: 1, firstWrong: '{}' }), slice(90)]);
  expect(turn).toMatchObject({ report: { requests: 300, requestsPerSecond: 90, wrong: 1, firstWrong: '{}' } });
  expect(turn.cpuPerRequest).toBeCloseTo(1e6 / 90, 6);
});

it('calls are those of the turn, for each request', async () => {
  let calls = 40;
  const load = async () => {
    calls += 210;
    return report();
  };
  const turn = await quietTurn({ pid: process.pid, seconds: 1e9, load, calls: async () => calls });
  expect(turn.callsPerRequest).toBe(2.1);
});
