export { type Analysis, checkAnalysis, DEFAULT_ANALYSIS } from './analysis.js';
export { lnEvidence } from './count-test.js';
export { type Counts, NO_COUNTS, type SideCounts } from './counts.js';
export type { Decision, Figures, HoldReason, TestFigures } from './decision.js';
export { judge, withUpperEnds } from './judge.js';
export { type ClosedPeriod, isOver, PERIOD_MS, type Period, type TestCounts } from './period.js';
export { requestsWanted, type StableRate, shortestPlanMinutes, type Traffic } from './plan.js';
export { closePeriod, type FineRate, type Reading, type Test } from './reading.js';
export {
  type CallerEvents,
  LEAST_CALLERS,
  type Share,
  shareOfCallers,
  shareOfEvents,
  smoothedRate,
} from './share.js';
export { LEAST_LATENCIES, SLOW_RATE, slowThresholdMs } from './slow-threshold.js';
export { DEFAULT_STEPS, type Next, nextOf, type Step, stepAt } from './step.js';
export { testsOf } from './tests-of.js';
