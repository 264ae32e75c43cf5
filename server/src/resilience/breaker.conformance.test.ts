import { createBreaker } from './breaker.js';
import { describeBreaker } from './testing/index.js';

describeBreaker("opossum's state machine, told results", (options, events) => ({
  breaker: createBreaker(options, events),
  // Buckets are numbered from the beginning of the clock that only goes forward.
  bucketsSince: Date.now() - performance.now(),
}));
