import { EventEmitter } from 'node:events';

/** Buckets that the rolling window of a breaker has. */
export const WINDOW_BUCKETS = 10;

/**
 * Says when the next bucket of windows of one length begins, to all their breakers by one timer: opossum's
 * `rotateBucketController`. It runs while somebody listens to `rotate`, and keeps no process alive.
 */
export class BucketRotation extends EventEmitter {
  #timer: NodeJS.Timeout | undefined;

  /** `windowMs`: length of the whole window. */
  constructor(windowMs: number) {
    super();
    // Each breaker is one.
    this.setMaxListeners(0);
    this.on('newListener', (name: string | symbol) => {
      if (name !== 'rotate') return;
      this.#timer ??= setInterval(() => this.emit('rotate'), Math.floor(windowMs / WINDOW_BUCKETS)).unref();
    });
    this.on('removeListener', (name: string | symbol) => {
      if (name !== 'rotate' || this.listenerCount('rotate') > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    });
  }
}
