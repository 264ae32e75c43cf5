import type { Call, Caller } from '../ports/index.js';
import type { Assignment, ComparisonObservation } from '../rollouts/model/index.js';
import { type ComparedRead, observationsOf } from '../rollouts/shadow/index.js';
import type { ShadowMetrics } from '../telemetry/index.js';
import { createCallBudget } from './call-budget.js';
import { comparedBatch } from './compared-batch.js';
import type { FreshReads, ReadBatch } from './fresh-reads.js';
import { shuffled } from './shuffled.js';
import { createTrials, type Trial } from './trials.js';

export interface ShadowingOptions {
  /** A tenant's account at a vendor; null where it has none. */
  readsOf: (tenant: string, connector: string) => FreshReads | null;
  /** Hears what one operation says of each field. */
  onCompared: (rollout: string, observations: readonly ComparisonObservation[]) => void;
  metrics: ShadowMetrics;
  /** Whether this process has no time to spare: then nothing is compared. */
  isBusy: () => boolean;
  /** A number in [0, 1). */
  random: () => number;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Asks a share of the reads of both versions again, after their callers have their answers, and compares. */
export interface Shadowing {
  /** The assignments that hold from now on: what is compared for others stops at once, and is not told. */
  update(assignments: readonly Assignment[]): void;
  /** Null while nothing is compared. */
  begin(caller: Caller, fieldsOf: NonNullable<Call['fieldsOf']>): ShadowedOperation | null;
  /** Stops; resolves when nothing is under way. */
  close(): Promise<void>;
}

/** One operation whose reads may be compared. */
export interface ShadowedOperation {
  onRead(read: ReadBatch): void;
  /** The caller has its answer. Later calls do nothing. */
  finish(): void;
}

/** Operations that are compared at once, and that may wait for it; of one account only one at a time. */
const MOST_RUNNING = 2;
const MOST_WAITING = 32;
/** Batches of one operation and connector that are compared. */
const MOST_BATCHES = 8;

/** The reads of one operation at one connector. */
interface Job {
  trial: Trial;
  caller: Caller;
  fieldsOf: NonNullable<Call['fieldsOf']>;
  reads: ReadBatch[];
}

export function createShadowing(options: ShadowingOptions): Shadowing {
  const { readsOf, onCompared, metrics, isBusy, random, now } = options;
  const trials = createTrials();
  const running = new Map<Promise<void>, object>();
  let waiting: Job[] = [];

  function chosen(connector: string): Trial | null {
    const trial = trials.of(connector);
    return trial !== null && random() * 100 < trial.assignment.shadowShare ? trial : null;
  }

  function enqueue(job: Job): void {
    if (waiting.length >= MOST_WAITING) drop(job, 'queue-full');
    else waiting.push(job);
  }

  function drop({ reads }: Job, because: 'queue-full' | 'stopped'): void {
    for (const { connector } of reads) metrics.shadowDropped({ connector, because });
  }

  function serve(): void {
    const busy = new Set(running.values());
    for (const job of waiting) {
      if (running.size >= MOST_RUNNING) return;
      const reads = readsOf(job.caller.tenant, job.trial.assignment.connector);
      if (reads !== null && busy.has(reads.account)) continue;
      waiting = waiting.filter((each) => each !== job);
      if (reads === null) continue;
      busy.add(reads.account);
      const done = run(job, reads).finally(() => {
        running.delete(done);
        serve();
      });
      running.set(done, reads.account);
    }
  }

  async function run(job: Job, account: FreshReads): Promise<void> {
    try {
      await compare(job, account);
    } catch {
      // What a connector's own capability answers may be no data at all.
      metrics.shadowDropped({ connector: job.trial.assignment.connector, because: 'not-comparable' });
    }
  }

  async function compare({ trial, caller, fieldsOf, reads }: Job, account: FreshReads): Promise<void> {
    const { assignment, signal } = trial;
    const { connector } = assignment;
    const call: Call = { caller: { ...caller, traffic: 'shadow' }, signal, fieldsOf };
    const budget = trial.budgetOf(account.account, () => createCallBudget(assignment.shadowShare, account.sent));
    const compared: ComparedRead[] = [];
    for (const read of shuffled(reads, random)) {
      if (isBusy()) {
        metrics.shadowDropped({ connector, because: 'busy' });
        continue;
      }
      const outcome = await comparedBatch(read, { assignment, account, budget, call, random });
      if (signal.aborted) return metrics.shadowDropped({ connector, because: 'stopped' });
      switch (outcome.is) {
        case 'not-comparable':
          break;
        case 'over-budget':
          metrics.shadowDropped({ connector, because: 'budget' });
          break;
        case 'read': {
          const { stableFailed, candidateFailed } = outcome;
          compared.push(...outcome.reads);
          metrics.shadowRead({ connector, outcome: 'compared', inputs: outcome.reads.length });
          metrics.shadowRead({ connector, outcome: 'stable-failed', inputs: stableFailed });
          metrics.shadowRead({ connector, outcome: 'candidate-failed', inputs: candidateFailed });
          break;
        }
        default:
          outcome satisfies never;
      }
    }
    if (compared.length === 0) return;
    const observations = observationsOf(compared, now());
    for (const { candidateOnly, byClass } of observations) {
      if (candidateOnly === 0) continue;
      for (const each of Object.keys(byClass)) metrics.shadowDifference({ connector, class: each });
    }
    onCompared(assignment.rollout, observations);
  }

  function update(assignments: readonly Assignment[]): void {
    trials.update(assignments);
    const stopped = waiting.filter(({ trial }) => trial.signal.aborted);
    waiting = waiting.filter(({ trial }) => !trial.signal.aborted);
    for (const job of stopped) drop(job, 'stopped');
  }

  return {
    update,

    begin(caller, fieldsOf) {
      if (trials.isEmpty()) return null;
      const jobs = new Map<string, Job | null>();
      let isOver = false;
      return {
        onRead(read) {
          let job = jobs.get(read.connector);
          if (job === undefined) {
            const trial = chosen(read.connector);
            job = trial === null ? null : { trial, caller, fieldsOf, reads: [] };
            jobs.set(read.connector, job);
          }
          if (!isOver && job !== null && job.reads.length < MOST_BATCHES) job.reads.push(read);
        },

        finish() {
          if (isOver) return;
          isOver = true;
          const kept = [...jobs.values()].filter((job) => job !== null && !job.trial.signal.aborted);
          if (kept.length === 0) return;
          // The answer is written in this turn of the event loop.
          setImmediate(() => {
            for (const job of kept) if (job !== null) enqueue(job);
            serve();
          });
        },
      };
    },

    async close() {
      update([]);
      await Promise.all(running.keys());
    },
  };
}
