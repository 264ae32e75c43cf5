import { isDeepStrictEqual } from 'node:util';
import { repeatedly } from '../counting/index.js';
import { assignmentOf } from '../machine/index.js';
import type { Assignment, Rollout, RolloutRecords, StoreChanges } from '../model/index.js';

/** How this process is to route, as the store has it: followed in under a second. */
export interface Assignments {
  /** One for each connector with a rollout whose candidate may be asked. The same array until something changes. */
  current(): readonly Assignment[];
  /** Calls back after each change. Returns how to stop. */
  onChange(listener: () => void): () => void;
  /** Resolves when the store has been read since the call, or could not be. */
  refresh(): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

export interface AssignmentsOptions {
  records: Pick<RolloutRecords, 'list'>;
  changes: StoreChanges;
  /** Hears of a store that is away: what was known last stays. */
  onError: (error: unknown) => void;
}

/** The store is read so often although it tells of no change, in case its word was lost, milliseconds. */
const AT_LEAST_EVERY_MS = 5_000;

/** Resolves when the store was read once, so that nobody is routed by nothing after a restart; rejects when it cannot be. */
export async function createAssignments({ records, changes, onError }: AssignmentsOptions): Promise<Assignments> {
  let current = assignmentsOf(await records.list({ open: true }));
  const listeners = new Set<() => void>();

  async function read(): Promise<void> {
    const next = assignmentsOf(await records.list({ open: true }));
    if (isDeepStrictEqual(next, current)) return;
    current = next;
    for (const listener of [...listeners]) listener();
  }

  const reading = repeatedly(read, AT_LEAST_EVERY_MS, onError);
  const unwatch = changes.watch(() => void reading.now());
  // What changed between the first reading and the watch.
  await reading.now();
  return {
    current: () => current,
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

/** The newest rollout of each connector whose candidate may be asked. */
function assignmentsOf(newestFirst: readonly Rollout[]): readonly Assignment[] {
  const byConnector = new Map<string, Assignment>();
  for (const rollout of newestFirst) {
    const assignment = assignmentOf(rollout);
    if (assignment !== null && !byConnector.has(assignment.connector))
      byConnector.set(assignment.connector, assignment);
  }
  return [...byConnector.values()];
}
