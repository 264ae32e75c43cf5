import { expect, it } from 'vitest';
import { createOnceMemory } from '../caching/index.js';
import type { Call, Outcome } from '../ports/index.js';
import { createReportRuns } from './report-runs.js';

const call: Call = {
  caller: { tenant: 'a', client: 'c', scopes: new Set(), apiMajor: 2 },
  signal: AbortSignal.abort(new Error('left')),
};
const range = (day: number) => ({ since: '2026-01-01', until: `day ${day}` });

it('a start outlives the caller that asked for it', async () => {
  const runs = createReportRuns(
    { start: async (_, { signal }) => ok(`aborted: ${signal.aborted}`) },
    createOnceMemory(),
    () => 0,
  );
  expect((await runs.of(range(1), call)).reference).toMatchObject({ value: 'aborted: false' });
});

it('a start that failed is not remembered', async () => {
  let starts = 0;
  const runs = createReportRuns(
    { start: async () => (++starts === 1 ? refused : ok('run')) },
    createOnceMemory(),
    () => 0,
  );
  expect((await runs.of(range(1), call)).reference.ok).toBe(false);
  expect((await runs.of(range(1), call)).reference.ok).toBe(true);
});

it('a range is begun once, in however many processes it is asked for, until its run is an hour old', async () => {
  let starts = 0;
  let clock = 0;
  const memory = createOnceMemory();
  const process = () => createReportRuns({ start: async () => ok(`${++starts}`) }, memory, () => clock);
  const [one, other] = [process(), process()];
  const asked = await Promise.all([one.of(range(1), call), other.of(range(1), call)]);
  expect(asked.map(({ reference }) => reference.ok && reference.value)).toEqual(['1', '1']);
  clock = 60 * 60 * 1_000;
  expect((await other.of(range(1), call)).reference).toMatchObject({ value: '2' });
});

it('a report is begun anew when nobody can tell of an earlier one', async () => {
  let starts = 0;
  const memory = { claim: () => Promise.reject(new Error('no database')) };
  const runs = createReportRuns({ start: async () => ok(`${++starts}`) }, memory, () => 0);
  const first = await runs.of(range(1), call);
  expect((await runs.of(range(1), call)).reference).toMatchObject({ value: '2' });
  await runs.forget(range(1), first);
});

it('a run that was begun anew meanwhile is not forgotten with the former one', async () => {
  let starts = 0;
  const runs = createReportRuns({ start: async () => ok(`${++starts}`) }, createOnceMemory(), () => 0);
  const former = await runs.of(range(1), call);
  await runs.forget(range(1), former);
  const current = await runs.of(range(1), call);
  await runs.forget(range(1), former);
  expect(await runs.of(range(1), call)).toBe(current);
});

const refused: Outcome<string> = {
  ok: false,
  failure: { connector: 'ads', version: '1.0.0', cause: { class: 'transient', message: 'no' } },
};

function ok(value: string): Outcome<string> {
  const origin = { connector: 'ads', version: '1.0.0', connection: 'a/ads', fetchedAt: 0, stale: false, tags: [] };
  return { ok: true, value, origin };
}
