import { isDeepStrictEqual } from 'node:util';
import { repeatedly } from '../counting/index.js';
import { assignmentOf, takenBackOf } from '../machine/index.js';
import type { Assignment, Assignments as Followed, Rollout, RolloutRecords, StoreChanges } from '../model/index.js';

/** How this process is to route, as the store has it: followed in under a second. */
export interface Assignments extends Required<Followed> {
  /** Resolves when the store has been read since the call, or could not be. */
  refresh(): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

export interface AssignmentsOptions {
  records: Pick<RolloutRecords, 'latest'>;
  changes: StoreChanges;
  /** Hears of a store that is away: what was known last stays. */
  onError: (error: unknown) => void;
}

/** The store is read so often although it tells of no change, in case its word was lost, milliseconds. */
const AT_LEAST_EVERY_MS = 5_000;

/** Resolves when the store was read once, so that nobody is routed by nothing after a restart; rejects when it cannot be. */
export async function createAssignments({ records, changes, onError }: AssignmentsOptions): Promise<Assignments> {
  let known = assignmentsOf(await records.latest());
  const listeners = new Set<() => void>();

  async function read(): Promise<void> {
    const next = assignmentsOf(await records.latest());
    if (isDeepStrictEqual(next, known)) return;
    known = next;
    for (const listener of [...listeners]) listener();
  }

  const reading = repeatedly(read, AT_LEAST_EVERY_MS, onError);
  const unwatch = changes.watch(() => void reading.now());
  // What changed between the first reading and the watch.
  await reading.now();
  return {
    current: () => known.current,
    takenBack: () => known.takenBack,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    refresh: reading.now,
    close() {
      unwatch();
      return reading.stop();
    },
  };
}

function assignmentsOf(latest: readonly Rollout[]): {
  readonly current: readonly Assignment[];
  readonly takenBack: readonly Assignment[];
} {
  return { current: present(latest.map(assignmentOf)), takenBack: present(latest.map(takenBackOf)) };
}

function present(assignments: readonly (Assignment | null)[]): readonly Assignment[] {
  return assignments.filter((each) => each !== null);
}
