import type { Caller, ObserveVendorCall } from '../../ports/index.js';
import type { Assignment, CountIncrement, CountRecords } from '../model/index.js';
import { callerHash } from '../model/index.js';
import { latencyBucket } from './latency-buckets.js';
import { operationObserver } from './operation-observer.js';
import { periodStart } from './period-start.js';
import { repeatedly } from './repeatedly.js';
import { type Counter, createTally, type Tallied } from './tally.js';

/** Counts of this process for the rollouts under way, told to the store each second. */
export interface RolloutCounts {
  /** Counts one operation of an eligible caller; null where nothing is counted. */
  observe(assignment: Assignment, side: CountIncrement['side'], caller: Caller): ObserveVendorCall | null;
  /** Tells the store what was counted so far; resolves when it has it, or could not be reached. */
  flush(): Promise<void>;
  /** Tells the rest. Idempotent. */
  close(): Promise<void>;
}

export interface RolloutCountsOptions {
  records: Pick<CountRecords, 'add'>;
  /** Epoch milliseconds. */
  now: () => number;
  /** Hears of a store that could not be told; the counts are kept for the next time. */
  onError: (error: unknown) => void;
}

const FLUSH_EVERY_MS = 1_000;
/** Callers × periods that are kept while the store is away; further ones are not counted, on either side. */
const MOST_KEYS = 100_000;

export function createRolloutCounts({ records, now, onError }: RolloutCountsOptions): RolloutCounts {
  const tally = createTally(MOST_KEYS);
  const flushing = repeatedly(tell, FLUSH_EVERY_MS, onError);

  async function tell(): Promise<void> {
    const taken = tally.take();
    if (taken.size === 0) return;
    try {
      await records.add([...taken].map(incrementOf));
    } catch (error) {
      tally.giveBack(taken);
      throw error;
    }
  }

  const countLatency = (durationMs: number, counter: Counter): void => counter.bad(latencyBucket(durationMs));

  /** Hears of the calls of one side's version. */
  function observerOf(assignment: Assignment, side: CountIncrement['side'], caller: Caller): ObserveVendorCall | null {
    const { rollout, countedStep: step, countedSinceMs: sinceMs, slowAfterMs } = assignment;
    if (step === null || sinceMs === null) return null;
    return operationObserver({
      counterOf: () =>
        tally.at(
          JSON.stringify([rollout, periodStart(sinceMs, now()), step, side, callerHash(caller, assignment.stickyBy)]),
        ),
      version: side === 'candidate' ? assignment.candidate : assignment.stable,
      countsWrites: assignment.writes,
      slowAfterMs: () => slowAfterMs,
      onLatency: side === 'stable' && slowAfterMs === null ? countLatency : null,
    });
  }

  return {
    observe(assignment, side, caller) {
      if (side === 'stable' || assignment.weight < 100) return observerOf(assignment, side, caller);
      // Nobody is left on stable: what it is asked in the candidate's stead is all that is known of it.
      const [candidate, stable] = [observerOf(assignment, side, caller), observerOf(assignment, 'stable', caller)];
      if (candidate === null || stable === null) return null;
      return (call) => {
        candidate(call);
        stable(call);
      };
    },
    flush: flushing.now,
    async close() {
      await flushing.stop();
      await tell().catch(onError);
    },
  };
}

function incrementOf([key, { events, bad }]: readonly [string, Tallied]): CountIncrement {
  const [rollout, periodStartedAtMs, step, side, caller] = JSON.parse(key) as KeyParts;
  return { rollout, periodStartedAtMs, step, side, caller, events, bad };
}

/** What `observe` makes keys of. */
type KeyParts = [string, number, number, CountIncrement['side'], string];
