import { expect, it } from 'vitest';
import type { Caller, VendorCall } from '../../ports/index.js';
import type { Assignment, CountIncrement } from '../model/index.js';
import { createRolloutCounts } from './rollout-counts.js';

const caller: Caller = { tenant: 'a', client: 'web', user: 'ada', scopes: new Set(), apiMajor: 2 };
const assignment: Assignment = {
  rollout: 'r1',
  revision: 1,
  connector: 'hubspot',
  stable: '1.0.0',
  candidate: '2.0.0',
  weight: 50,
  shadowShare: 0,
  stickyBy: 'tenant',
  writes: true,
  countedStep: 1,
  countedSinceMs: 100,
  slowAfterMs: 50,
};
const answered = (version: string, durationMs = 5): VendorCall => ({
  version,
  isWrite: false,
  durationMs,
  outcomes: [
    {
      ok: true,
      value: null,
      origin: { connector: 'hubspot', version, connection: 'a/hubspot', fetchedAt: 0, stale: false, tags: [] },
    },
  ],
});

const FAILURE: VendorCall['outcomes'][number] = {
  ok: false,
  failure: { connector: 'hubspot', version: '2.0.0', cause: { class: 'malformed', message: 'unreadable' } },
};

function setUp() {
  const added: CountIncrement[][] = [];
  const errors: unknown[] = [];
  const state = { isAway: false };
  const counts = createRolloutCounts({
    records: {
      async add(increments) {
        if (state.isAway) throw new Error('away');
        added.push([...increments]);
      },
    },
    now: () => 1_000,
    onError: (error) => errors.push(error),
  });
  return { counts, added, errors, state };
}

it('adds up what callers did, by their sticky key alone', async () => {
  const { counts, added } = setUp();
  for (const user of ['ada', 'bob']) counts.observe(assignment, 'candidate', { ...caller, user })?.(answered('2.0.0'));
  counts.observe(assignment, 'stable', { ...caller, tenant: 'b' })?.(answered('1.0.0', 51));
  await counts.flush();
  expect(added).toMatchObject([
    [
      { side: 'candidate', events: 2, bad: {} },
      { side: 'stable', events: 1, bad: { slow: 1 } },
    ],
  ]);
  expect(JSON.stringify(added)).not.toMatch(/ada|bob/);
  await counts.flush();
  expect(added).toHaveLength(1);
});

it('once everybody is on the candidate, stable is counted by what it is asked in its stead', async () => {
  const { counts, added } = setUp();
  const failed: VendorCall = { ...answered('2.0.0'), outcomes: [FAILURE] };
  for (const weight of [95, 100]) {
    const operation = counts.observe({ ...assignment, weight, countedStep: weight }, 'candidate', caller);
    operation?.(failed);
    operation?.(answered('1.0.0'));
  }
  await counts.flush();
  expect(added.flat().map(({ step, side, events, bad }) => [step, side, events, bad])).toEqual([
    [95, 'candidate', 1, { failures: 1 }],
    [100, 'candidate', 1, { failures: 1 }],
    [100, 'stable', 1, {}],
  ]);
});

it('keeps what a store that is away could not be told, and tells it once', async () => {
  const { counts, added, errors, state } = setUp();
  state.isAway = true;
  counts.observe(assignment, 'candidate', caller)?.(answered('2.0.0'));
  await counts.flush();
  counts.observe(assignment, 'candidate', caller)?.(answered('2.0.0', 99));
  await counts.flush();
  expect(errors).toHaveLength(2);
  state.isAway = false;
  await counts.close();
  await counts.close();
  expect(added).toMatchObject([[{ events: 2, bad: { slow: 1 } }]]);
});
