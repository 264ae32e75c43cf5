import { expect, it } from 'vitest';
import type { Call, Outcome } from '../ports/index.js';
import { createReportRuns } from './report-runs.js';

const call: Call = {
  caller: { tenant: 'a', client: 'c', scopes: new Set(), apiMajor: 2 },
  signal: AbortSignal.abort(new Error('left')),
};
const range = (day: number) => ({ since: '2026-01-01', until: `day ${day}` });

it('a start outlives the caller that asked for it', async () => {
  const runs = createReportRuns({ start: async (_, { signal }) => ok(`aborted: ${signal.aborted}`) }, () => 0);
  expect(await runs.of(range(1), call).reference).toMatchObject({ value: 'aborted: false' });
});

it('a start that failed is not remembered', async () => {
  let starts = 0;
  const runs = createReportRuns({ start: async () => (++starts === 1 ? refused : ok('run')) }, () => 0);
  expect((await runs.of(range(1), call).reference).ok).toBe(false);
  expect((await runs.of(range(1), call).reference).ok).toBe(true);
});

it('at most a thousand runs are remembered, the youngest', () => {
  let starts = 0;
  const runs = createReportRuns({ start: async () => ok(`${++starts}`) }, () => 0);
  for (let day = 0; day <= 1_000; day += 1) runs.of(range(day), call);
  runs.of(range(1), call);
  expect(starts).toBe(1_001);
  runs.of(range(0), call);
  expect(starts).toBe(1_002);
});

it('a run that was begun anew meanwhile is not forgotten with the former one', () => {
  let starts = 0;
  const runs = createReportRuns({ start: async () => ok(`${++starts}`) }, () => 0);
  const former = runs.of(range(1), call);
  runs.forget(range(1), former);
  const current = runs.of(range(1), call);
  runs.forget(range(1), former);
  expect(runs.of(range(1), call)).toBe(current);
});

const refused: Outcome<string> = {
  ok: false,
  failure: { connector: 'ads', version: '1.0.0', cause: { class: 'transient', message: 'no' } },
};

function ok(value: string): Outcome<string> {
  const origin = { connector: 'ads', version: '1.0.0', connection: 'a/ads', fetchedAt: 0, stale: false, tags: [] };
  return { ok: true, value, origin };
}
