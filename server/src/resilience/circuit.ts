import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import { type RollingCount, WINDOW_BUCKETS } from './rolling-count.js';

export interface CircuitOptions {
  /** Length of the rolling window, milliseconds. */
  windowMs: number;
  /** Calls in the window before the share of failures counts. */
  volume: number;
  /** Share of failures that opens it, percent. */
  failurePercent: number;
  /** Time it stays open, milliseconds. */
  openMs: number;
}

export interface CircuitEvents {
  onOpen: () => void;
  onHalfOpen: () => void;
}

/**
 * opossum's circuit, which decides when it opens and becomes half open. It is told failures as they come; successes are counted
 * elsewhere, and stand in its window whenever a failure makes it look there.
 */
export class Circuit {
  readonly #successes: RollingCount;
  readonly #circuit: CircuitBreaker<[], never>;
  /** By which the circuit hears that the next bucket of its window begins. */
  readonly #buckets = new EventEmitter();
  /** Its present bucket, by the number that successes have for it. */
  #bucket: number;

  constructor(options: CircuitOptions, successes: RollingCount, { onOpen, onHalfOpen }: CircuitEvents) {
    this.#successes = successes;
    this.#bucket = successes.bucket;
    this.#circuit = new CircuitBreaker(fail, {
      timeout: false,
      errorThresholdPercentage: options.failurePercent,
      resetTimeout: options.openMs,
      rollingCountTimeout: options.windowMs,
      rollingCountBuckets: WINDOW_BUCKETS,
      rotateBucketController: this.#buckets,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      volumeThreshold: options.volume,
    });
    this.#circuit.on('open', onOpen);
    this.#circuit.on('halfOpen', onHalfOpen);
  }

  /** Whether nothing in the window has failed. */
  get isForgotten(): boolean {
    return this.#successes.bucket - this.#bucket >= WINDOW_BUCKETS;
  }

  fail(): void {
    const present = this.#successes.bucket;
    for (let passed = Math.min(present - this.#bucket, WINDOW_BUCKETS); passed > 0; passed -= 1) {
      this.#buckets.emit('rotate');
    }
    this.#bucket = present;
    // The array is a copy, the buckets are not.
    this.#circuit.status.window.forEach((bucket, ago) => {
      bucket.successes = this.#successes.countOf(ago);
      bucket.fires = bucket.successes + bucket.failures;
    });
    this.#circuit.fire().catch(() => {});
  }

  open(): void {
    this.#circuit.open();
  }

  /** Stops its timers. */
  shutdown(): void {
    this.#circuit.shutdown();
  }
}

/** Throws synchronously: opossum then counts it before the next call is admitted. */
function fail(): Promise<never> {
  throw new Error('failure');
}
