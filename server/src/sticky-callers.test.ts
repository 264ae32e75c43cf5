import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Caller } from './ports/index.js';
import { ADA, setUpControl } from './rollouts/control/control.fixture.js';
import { createAssignments } from './rollouts/control/index.js';
import { createEligibility, createKeeping } from './rollouts/eligibility/index.js';
import { callerHash, type Rollout, type RolloutPlan } from './rollouts/model/index.js';
import { chooseRoute, splitOf } from './routing/index.js';

const CALLERS = Array.from(
  { length: 60 },
  (_, at): Caller => ({ tenant: 't', client: 'web', user: `u${at}`, scopes: new Set(), apiMajor: 2 }),
);
const hashOf = (at: number): string => callerHash(CALLERS[at]!, 'user');
const STABLE = { connector: 'hubspot', stable: '1.0.0', candidate: null };
const PLAN: Partial<RolloutPlan> = {
  steps: [
    { kind: 'shadow', share: 20 },
    { kind: 'weight', weight: 5 },
    { kind: 'weight', weight: 40 },
    { kind: 'weight', weight: 80 },
  ],
};

type Parts = ReturnType<typeof setUpControl>['store'];

/** One process of the gateway: what it answers each caller by. */
async function startProcess(store: Parts) {
  const onError = (error: unknown) => {
    throw error;
  };
  const eligibility = await createEligibility({ records: store.kept, changes: store.changes, onError });
  const assignments = await createAssignments({ records: store.records, changes: store.changes, onError });
  const versionFor = (caller: Caller, override?: string): string => {
    const [assignment] = assignments.current();
    const split = assignment === undefined ? STABLE : splitOf(assignment);
    return chooseRoute(split, { caller, override, keptOnStable: eligibility.isKept }).route.version;
  };
  return {
    versionFor,
    weight: () => assignments.current()[0]?.weight ?? 0,
    versions: () => CALLERS.map((caller) => versionFor(caller)),
    settle: () => Promise.all([assignments.refresh(), eligibility.refresh()]),
    close: () => Promise.all([assignments.close(), eligibility.close()]),
  };
}

const DEEDS = ['pause', 'resume', 'advance', 'promote', 'rollBack'] as const;
const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constantFrom(...DEEDS) }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('touch' as const), at: fc.nat(59) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('migrate' as const), at: fc.nat(59) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('migrate all' as const) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('restart' as const), process: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('days' as const) }) },
);

it('a caller changes version by a larger weight, a migration or a rollback alone, over restarts and in every process', async () => {
  let moved = 0;
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(59), { maxLength: 20 }),
      fc.array(command, { maxLength: 25 }),
      async (before, commands) => {
        const touched = new Set(before);
        const { control, store, clock } = setUpControl({ keeping: { before: (...asked) => keeping.before(...asked) } });
        const keeping = createKeeping({
          kept: store.kept,
          usage: { callersTouching: async () => [...touched].map(hashOf) },
          changesOf: async () => ['Contact.phones'],
          now: () => clock.nowMs,
        });
        const processes = [await startProcess(store), await startProcess(store)];
        const wanted = { connector: 'hubspot', candidate: '^2.0.0', plan: PLAN };
        let rollout: Rollout = await control.start(wanted, { cause: ADA, idempotencyKey: null });
        let last = CALLERS.map(() => '1.0.0');
        let lastWeight = 0;
        for (const each of commands) {
          const by = { cause: ADA, expectedRevision: rollout.revision, idempotencyKey: null };
          const migrated = new Set<number>();
          if (each.is === 'touch') touched.add(each.at);
          else if (each.is === 'days') clock.nowMs += 8 * 24 * 60 * 60_000;
          else if (each.is === 'restart') {
            await processes[each.process]?.close();
            processes[each.process] = await startProcess(store);
          } else {
            const done =
              each.is === 'migrate'
                ? control.migratePinned(rollout.id, [hashOf(each.at)], by)
                : each.is === 'migrate all'
                  ? control.migratePinned(rollout.id, 'all', by)
                  : control[each.is](rollout.id, by);
            const after = await done.catch(() => null);
            if (after !== null && each.is === 'migrate') migrated.add(each.at);
            if (after !== null && each.is === 'migrate all') for (const at of CALLERS.keys()) migrated.add(at);
            rollout = after ?? rollout;
          }
          await Promise.all(processes.map((process) => process.settle()));
          const [one, two] = [processes[0]!, processes[1]!];
          const now = one.versions();
          expect(two.versions()).toEqual(now);
          const isRaised = one.weight() > lastWeight;
          for (const [at, version] of now.entries()) {
            if (version === last[at]) continue;
            moved += 1;
            if (version === '2.0.0') expect(isRaised || migrated.has(at)).toBe(true);
            else expect(rollout.state.is).toBe('rolled-back');
          }
          if (one.weight() === 100) kept += now.filter((version) => version === '1.0.0').length;
          expect(one.versionFor(CALLERS[0]!, '2.0.0')).toBe('2.0.0');
          [last, lastWeight] = [now, one.weight()];
        }
        await Promise.all(processes.map((process) => process.close()));
      },
    ),
    { seed: 20_261_126, numRuns: 300 },
  );
  // It would hold of callers who never move, too.
  expect(moved).toBeGreaterThan(1_000);
  expect(kept).toBeGreaterThan(100);
}, 60_000);
