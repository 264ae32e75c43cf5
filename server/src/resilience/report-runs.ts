import type { PerformanceInput } from '@selvedge/schema';
import type { Call, JobSource, Outcome } from '../ports/index.js';

/** A report that the vendor was told to make. */
export interface ReportRun {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** The vendor's reference of it, or why it could not be started. */
  readonly reference: Promise<Outcome<string>>;
}

/** Reports that a vendor is making for one connection, so that who asks again goes on with the one under way. */
export interface ReportRuns {
  /** The run of a range: the one under way, else a new one. */
  of(input: PerformanceInput, call: Call): ReportRun;
  /** The run is of no more use: it has ended, or the vendor does not know it. */
  forget(input: PerformanceInput, run: ReportRun): void;
}

/** Most runs that are remembered for one connection; the oldest is forgotten first. */
const MOST_RUNS = 1_000;
/** Time after which a run that nobody saw end is not gone on with: its figures may be that old, milliseconds. */
const KEPT_MS = 60 * 60 * 1_000;

/** Kept in this process's memory. `now`: epoch milliseconds. */
export function createReportRuns(job: Pick<JobSource<'performance.report'>, 'start'>, now: () => number): ReportRuns {
  const runs = new Map<string, ReportRun>();

  function forget(key: string, run: ReportRun): void {
    if (runs.get(key) === run) runs.delete(key);
  }

  return {
    of(input, { caller }) {
      const key = keyOf(input);
      const known = runs.get(key);
      if (known !== undefined && now() - known.startedAt < KEPT_MS) return known;
      // A start belongs to no single caller: lost with the first one's patience, it would be made again by the next.
      const reference = job.start([input], { caller, signal: new AbortController().signal });
      const run: ReportRun = { startedAt: now(), reference };
      runs.delete(key);
      runs.set(key, run);
      const [oldest] = runs.keys();
      if (runs.size > MOST_RUNS && oldest !== undefined) runs.delete(oldest);
      void reference.then(({ ok }) => ok || forget(key, run));
      return run;
    },
    forget: (input, run) => forget(keyOf(input), run),
  };
}

function keyOf({ since, until }: PerformanceInput): string {
  return `${since}/${until}`;
}
