import type { Caller } from '../../ports/index.js';
import { repeatedly } from '../counting/index.js';
import { type Assignment, callerHash, type KeptRecords, type KeptSet, type StoreChanges } from '../model/index.js';

/** Who is kept on stable, as the store has it: followed in under a second. */
export interface LiveEligibility {
  /**
   * Whether a caller is kept on stable for the whole of a rollout. While this process does not know all of those who are, everybody
   * is, so that nobody is answered by the candidate for a moment. Costs a look-up where a rollout keeps nobody.
   */
  isKept(rollout: Assignment, caller: Caller): boolean;
  /** Resolves when the store has been read since the call, or could not be. */
  refresh(): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

export interface EligibilityOptions {
  records: Pick<KeptRecords, 'sets' | 'callers'>;
  changes: StoreChanges;
  /** Hears of a store that is away: what was known last stays. */
  onError: (error: unknown) => void;
}

/** The store is read so often although it tells of no change, in case its word was lost, milliseconds. */
const AT_LEAST_EVERY_MS = 5_000;

interface Known {
  readonly set: KeptSet;
  readonly callers: ReadonlySet<string>;
}

/** Resolves when the store was read once; rejects when it cannot be. */
export async function createEligibility({ records, changes, onError }: EligibilityOptions): Promise<LiveEligibility> {
  let known: ReadonlyMap<string, Known> = new Map();

  async function read(): Promise<void> {
    const next = new Map<string, Known>();
    for (const set of await records.sets()) next.set(set.rollout, await knownOf(set));
    known = next;
  }

  async function knownOf(set: KeptSet): Promise<Known> {
    const before = known.get(set.rollout);
    if (before?.set.version === set.version) return before;
    return { set, callers: set.callers === 0 ? NOBODY : new Set(await records.callers(set.rollout)) };
  }

  await read();
  const reading = repeatedly(read, AT_LEAST_EVERY_MS, onError);
  const unwatch = changes.watch(() => void reading.now());
  // What changed between the first reading and the watch.
  await reading.now();
  return {
    isKept({ rollout, weight, stickyBy }, caller) {
      const of = known.get(rollout);
      if (of === undefined || !of.set.isComplete) return weight > 0;
      return of.callers.size > 0 && of.callers.has(callerHash(caller, stickyBy));
    },
    refresh: reading.now,
    close() {
      unwatch();
      return reading.stop();
    },
  };
}

const NOBODY: ReadonlySet<string> = new Set();
