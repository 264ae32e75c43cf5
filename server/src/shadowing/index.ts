export type { FreshRead, FreshReads, ReadBatch, SentCalls } from './fresh-reads.js';
export { createLoopGauge, type LoopGauge, type LoopUse } from './loop-gauge.js';
export { createShadowing, type ShadowedOperation, type Shadowing, type ShadowingOptions } from './shadowing.js';
