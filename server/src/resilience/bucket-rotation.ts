/** Buckets that the rolling window of a breaker has. */
export const WINDOW_BUCKETS = 10;

/**
 * Says when the next bucket of windows of one length begins, to all their breakers by one timer. It runs while somebody
 * listens, and keeps no process alive.
 */
export class BucketRotation {
  readonly #bucketMs: number;
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  /** `windowMs`: length of the whole window. */
  constructor(windowMs: number) {
    this.#bucketMs = Math.floor(windowMs / WINDOW_BUCKETS);
  }

  /** The listener must not throw. */
  join(listener: () => void): void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => {
      for (const each of this.#listeners) each();
    }, this.#bucketMs).unref();
  }

  leave(listener: () => void): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
