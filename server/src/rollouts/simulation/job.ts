import {
  FAILING_BESIDE_FLAWLESS,
  GOOD,
  JUST_TOLERATED,
  NEVER_FAILING,
  type PlanEnd,
  type PlanScenario,
  runPlan,
  TWICE_AS_BAD,
} from './plan-run.js';
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

/** What the share of runs with an outcome has to be. */
export type PlanBound = { readonly outcome: PlanEnd['outcome'] } & (
  | { readonly atMost: number }
  | { readonly atLeast: number }
);

/** Plans that are run to their ends, with how often, and what is wanted of them. */
export const PLANS: readonly { plan: PlanScenario; runs: number; bounds: readonly PlanBound[] }[] = [
  {
    plan: GOOD,
    runs: 1_000,
    bounds: [
      { outcome: 'promoted', atLeast: 0.9 },
      { outcome: 'rolled-back', atMost: 0.01 },
    ],
  },
  { plan: TWICE_AS_BAD, runs: 300, bounds: [{ outcome: 'promoted', atMost: 0.05 }] },
  { plan: JUST_TOLERATED, runs: 1_000, bounds: [{ outcome: 'rolled-back', atMost: 0.01 }] },
  { plan: NEVER_FAILING, runs: 500, bounds: [{ outcome: 'promoted', atLeast: 0.9 }] },
  {
    plan: FAILING_BESIDE_FLAWLESS,
    runs: 300,
    bounds: [
      { outcome: 'promoted', atMost: 0.05 },
      { outcome: 'rolled-back', atLeast: 0.9 },
    ],
  },
];

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
