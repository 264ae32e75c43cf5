export type { FreshRead, FreshReads, ReadBatch, SentCalls } from './fresh-reads.js';
export { createShadowing, type ShadowedOperation, type Shadowing, type ShadowingOptions } from './shadowing.js';
