import { CAPABILITIES, type PerformanceInput } from '@selvedge/schema';
import type { Answer, Call, CapabilitySource, FailureCause, JobSource, OnceMemory, Outcome } from '../ports/index.js';
import { type Deadline, sleep, startDeadline, untilAborted } from './deadline.js';
import { causeOf, type Served } from './lift.js';
import { createReportRuns, type ReportRun } from './report-runs.js';

type Report = 'performance.report';
type Rows = Answer<Report>;

export interface ReportAsJobOptions {
  /** The vendor's own way of making a report in the background, guarded. */
  job: JobSource<Report>;
  /** Ranges of more days than this are asked for as a job. */
  longerThanDays: number;
  served: Served;
  /** Reports under way, of this connection and version alone. */
  runs: OnceMemory;
  /** Budget of one report, milliseconds, where the capability's default does not fit. */
  budgetMs?: number | undefined;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Waits between two looks at a report, milliseconds: the first, doubled each time up to the longest. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;
/** Time that a look must have left when it is begun, milliseconds; one at the last moment would be lost. */
const LEAST_TIME_MS = 1_000;

/**
 * Reports of which the long ones are made by the vendor in the background: begun, then watched with back-off within the
 * budget. One that is not ready by then is a retryable failure, and who asks for it again goes on with the same one.
 */
export function reportAsJob(atOnce: CapabilitySource<Report>, options: ReportAsJobOptions): CapabilitySource<Report> {
  const { job, longerThanDays, served, now } = options;
  const budgetMs = options.budgetMs ?? CAPABILITIES['performance.report'].deadlineMs;
  const runs = createReportRuns(job, options.runs, now);
  const isLong = (input: PerformanceInput): boolean => isLongReport(input, longerThanDays);

  async function inBackground(input: PerformanceInput, call: Call): Promise<Outcome<Rows>> {
    const deadline = startDeadline(budgetMs, call.signal);
    try {
      const run = await untilAborted(deadline.signal, runs.of(input, call));
      if (!run.reference.ok) return run.reference;
      const ended = await watch(input, run, run.reference.value ?? '', call, deadline);
      // The figures may be as old as the run, whoever fetches them.
      return ended.ok ? { ...ended, origin: { ...ended.origin, fetchedAt: run.startedAt } } : ended;
    } catch (error) {
      return failed(served, causeOf(error));
    } finally {
      deadline.end();
    }
  }

  async function watch(
    input: PerformanceInput,
    run: ReportRun,
    reference: string,
    { caller, observe }: Call,
    { signal, at }: Deadline,
  ): Promise<Outcome<Rows>> {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const sparedMs = at - performance.now() - LEAST_TIME_MS;
      if (sparedMs <= 0) return failed(served, STILL_RUNNING);
      await sleep(Math.min(waitMs, sparedMs), signal);
      const polled = await job.poll(reference, [input], { caller, signal, observe });
      if (!polled.ok) {
        if (isLost(polled.failure.cause)) await runs.forget(input, run);
        return polled;
      }
      if (polled.value?.state !== 'finished') continue;
      await runs.forget(input, run);
      return polled.value.outcomes[0] as Outcome<Rows>;
    }
  }

  return async (inputs, call) => {
    const short = inputs.filter((input) => !isLong(input));
    const [shortOnes, longOnes] = await Promise.all([
      short.length === 0 ? [] : atOnce(short, call),
      Promise.all(inputs.filter(isLong).map((input) => inBackground(input, call))),
    ]);
    const [nextShort, nextLong] = [shortOnes.values(), longOnes.values()];
    return inputs.map((input) => (isLong(input) ? nextLong : nextShort).next().value as Outcome<Rows>);
  };
}

/** Whether the range of a report has more than so many days. */
export function isLongReport(input: PerformanceInput, longerThanDays: number): boolean {
  return daysOf(input) > longerThanDays;
}

/** Whether a look that failed says that the run is of no use, and not only that the vendor cannot be asked just now. */
function isLost({ class: failureClass }: FailureCause): boolean {
  return ['invalid', 'gone', 'malformed', 'connector-defect'].includes(failureClass);
}

const STILL_RUNNING: FailureCause = {
  class: 'job-running',
  message: 'The report is still being made; ask again in a moment and it goes on.',
};

function failed({ connector, version }: Served, cause: FailureCause): Outcome<never> {
  return { ok: false, failure: { connector, version, cause } };
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Days of a range, both ends included. */
function daysOf({ since, until }: PerformanceInput): number {
  return (Date.parse(until) - Date.parse(since)) / DAY_MS + 1;
}
