export { type CountedOperation, type Counting, createCounting } from './counting.js';
export { LATENCY_PREFIX, slowThresholdOf } from './latency-buckets.js';
export { periodStart } from './period-start.js';
export { type Repeated, repeatedly } from './repeatedly.js';
export { createRolloutCounts, type RolloutCounts } from './rollout-counts.js';
export { createStableHistory, type StableHistory } from './stable-history.js';
export { TESTS, type TestName } from './what-counts.js';
