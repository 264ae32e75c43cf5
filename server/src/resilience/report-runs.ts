import type { PerformanceInput } from '@selvedge/schema';
import type { Call, JobSource, OnceClaim, OnceMemory, Outcome } from '../ports/index.js';

/** A report that the vendor was told to make. */
export interface ReportRun {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** The vendor's reference of it, or why it could not be started. */
  readonly reference: Outcome<string>;
}

/** Reports that a vendor is making for one connection, so that who asks again goes on with the one under way. */
export interface ReportRuns {
  /** The run of a range: the one under way, else a new one. */
  of(input: PerformanceInput, call: Call): Promise<ReportRun>;
  /** The run is of no more use: it has ended, or the vendor does not know it. */
  forget(input: PerformanceInput, run: ReportRun): Promise<void>;
}

/** Time after which a run that nobody saw end is not gone on with: its figures may be that old, milliseconds. */
const KEPT_MS = 60 * 60 * 1_000;

/** `memory`: runs of this connection alone. `now`: epoch milliseconds. */
export function createReportRuns(
  job: Pick<JobSource<'performance.report'>, 'start'>,
  memory: OnceMemory,
  now: () => number,
): ReportRuns {
  return {
    async of(input, { caller, observe }) {
      const claim = await memory.claim(keyOf(input)).catch(() => UNKNOWN);
      const known = claim.kept as ReportRun | undefined;
      if (known !== undefined && now() - known.startedAt < KEPT_MS) {
        await claim.release(known);
        return known;
      }
      try {
        const startedAt = now();
        // A start belongs to no single caller: lost with the first one's patience, it would be made again by the next.
        const reference = await job.start([input], { caller, signal: new AbortController().signal, observe });
        const run: ReportRun = { startedAt, reference };
        await claim.release(reference.ok ? run : undefined);
        return run;
      } catch (error) {
        await claim.release(undefined);
        throw error;
      }
    },
    async forget(input, run) {
      const claim = await memory.claim(keyOf(input)).catch(() => UNKNOWN);
      await claim.release(isSame(claim.kept as ReportRun | undefined, run) ? undefined : claim.kept);
    },
  };
}

/** Of a memory that cannot be asked: a report is made once more, which costs only that. */
const UNKNOWN: OnceClaim = { kept: undefined, release() {} };

function isSame(kept: ReportRun | undefined, { startedAt, reference }: ReportRun): boolean {
  if (kept === undefined || !kept.reference.ok || !reference.ok) return false;
  return kept.startedAt === startedAt && kept.reference.value === reference.value;
}

function keyOf({ since, until }: PerformanceInput): string {
  return `${since}/${until}`;
}
