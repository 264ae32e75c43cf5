import { GOOD, type PlanEnd, runPlan, TWICE_AS_BAD } from './plan-run.js';
import { TRIALS } from './scenarios.js';
import { type RolledBack, watch } from './watch.js';

/** Some runs of one trial or plan, from number `from` up to and without `to`. */
export interface Job {
  readonly kind: 'trial' | 'plan';
  /** The trial or plan, by its place in {@link TRIALS} or {@link PLANS}. */
  readonly index: number;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** Plans that are run to their ends, with how often. */
export const PLANS = [
  { plan: GOOD, runs: 1_000 },
  { plan: TWICE_AS_BAD, runs: 300 },
] as const;

/** What came of a job's runs, in order. */
export interface JobResult {
  readonly job: Job;
  readonly rolledBack: readonly RolledBack[];
  readonly ends: readonly PlanEnd[];
}

export function runJob(job: Job): JobResult {
  const runs = Array.from({ length: job.to - job.from }, (_, index) => job.from + index);
  if (job.kind === 'trial') {
    const { scenario } = TRIALS[job.index]!;
    return { job, rolledBack: runs.map((run) => watch(scenario, job.seed, run)), ends: [] };
  }
  const { plan } = PLANS[job.index]!;
  return { job, rolledBack: [], ends: runs.map((run) => runPlan(plan, job.seed, run)) };
}
