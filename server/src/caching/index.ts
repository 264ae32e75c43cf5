export { type CacheScope, cacheKey, canonical, hashOf } from './cache-key.js';
export { cached } from './cached.js';
export { createCacheStore } from './create-cache-store.js';
export { fieldSetFor } from './field-set.js';
export type { FreshnessPolicy } from './freshness.js';
export { createIdempotencyMemory, type IdempotencyMemory, idempotent } from './idempotent.js';
export { invalidate } from './invalidate.js';
export { invalidating } from './invalidating.js';
export type { CacheStore } from './store.js';
