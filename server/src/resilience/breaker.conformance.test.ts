import { vi } from 'vitest';
import { createBreaker } from './breaker.js';
import { BucketRotation, WINDOW_BUCKETS } from './bucket-rotation.js';
import { describeBreaker } from './testing/index.js';

describeBreaker("opossum's state machine, told results", (options, events) => ({
  breaker: createBreaker(options, events),
  bucketsSince: Date.now(),
}));

describeBreaker('one whose buckets end with those of others', (options, events) => {
  const rotation = new BucketRotation(options.windowMs);
  const bucketsSince = Date.now();
  const other = (): void => {};
  rotation.join(other);
  // Somewhere within a bucket, as when a version is loaded while others serve.
  vi.advanceTimersByTime((37 * options.openMs) % Math.floor((2 * options.windowMs) / WINDOW_BUCKETS));
  const breaker = createBreaker(options, events, rotation);
  rotation.leave(other);
  return { breaker, bucketsSince };
});
