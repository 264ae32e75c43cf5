import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import {
  type BreakerDescription,
  type BreakerFailure,
  type LastFailure,
  lastFailureAt,
} from './breaker-description.js';
import { BucketRotation, WINDOW_BUCKETS } from './bucket-rotation.js';

export type BreakerState = BreakerDescription['state'];

/** What one batch or call says about the vendor; `neutral` says nothing, e.g. the caller's own mistake. */
export type Verdict = 'success' | 'failure' | 'neutral';

export interface BreakerOptions {
  /** Length of the rolling window, milliseconds. */
  windowMs: number;
  /** Calls in the window before the share of failures counts. */
  volume: number;
  /** Share of failures that opens it, percent. */
  failurePercent: number;
  /** Failures in a row that open it whatever the volume. */
  consecutiveFailures: number;
  /** Time it stays open before a probe, milliseconds. */
  openMs: number;
  /** Successful probes in a row that close it. */
  probes: number;
}

/** Leave to make one call; `settle` must be called exactly once with what came of it. */
export interface Permit {
  admitted: true;
  /** Whether the call tries out a vendor that has been failing. */
  isProbe: boolean;
  /** `failure`: what failed, for people. It decides nothing, so that of a late result is kept too. */
  settle(verdict: Verdict, failure?: BreakerFailure | undefined): void;
}

export interface Refusal {
  admitted: false;
  /** Milliseconds until a probe may be let through. */
  retryAfterMs: number;
  /** Settles when the probe under way is over, where there is one. */
  probe?: Promise<void>;
}

export interface Breaker {
  readonly state: BreakerState;
  admit(): Permit | Refusal;
  /** One HTTP call's verdict, for the count of failures in a row. */
  observe(verdict: Verdict): void;
  /** A failure outside of any call, e.g. in a timer that a connector left behind: as a batch that failed. */
  fail(failure: BreakerFailure): void;
  describe(): BreakerDescription;
  /** Stops its timers. From then on it lets everything through and counts nothing. */
  shutdown(): void;
}

export interface BreakerEvents {
  /** It has changed its state. */
  onChange?: (description: BreakerDescription) => void;
  /** Something counted against it, or would have, had it been closed. */
  onFailure?: (failure: LastFailure) => void;
}

/** Wait told to calls that come while another one probes, milliseconds. */
const PROBE_UNDER_WAY_MS = 100;

/**
 * Successes that are told at once, which takes half a microsecond each. A busy vendor has thousands in a bucket, and the
 * buckets of all breakers end together.
 */
const MOST_UNTOLD = 32;

/**
 * A breaker on opossum's window and state machine. Calls do not run through opossum: it is told results, so that
 * its traps cannot bite: refusals do not dilute the window, a result from before a trip closes nothing, neutral
 * results count for neither side, and a probe that hangs is settled by its deadline.
 *
 * @param rotation of the windows of this length; left out: one of its own
 */
export function createBreaker(
  options: BreakerOptions,
  events: BreakerEvents = {},
  rotation = new BucketRotation(options.windowMs),
): Breaker {
  return new ToldBreaker(options, events, rotation);
}

class ToldBreaker implements Breaker {
  readonly #options: BreakerOptions;
  readonly #events: BreakerEvents;
  readonly #rotation: BucketRotation;
  /** By which the circuit hears that the next bucket of its window begins. */
  readonly #buckets = new EventEmitter();
  #circuit: CircuitBreaker<[Verdict], void>;
  /** As the circuit's events say. */
  #state: BreakerState = 'closed';
  #isShutDown = false;
  /** Successes of the present bucket that the circuit has yet to be told: they decide nothing before a failure comes. */
  #untold = 0;
  #failuresInARow = 0;
  #probe: PromiseWithResolvers<void> | null = null;
  #probesPassed = 0;
  #openedAt = 0;
  #halfOpenSince = 0;
  #lastFailure: LastFailure | null = null;

  constructor(options: BreakerOptions, events: BreakerEvents, rotation: BucketRotation) {
    this.#options = options;
    this.#events = events;
    this.#rotation = rotation;
    this.#circuit = this.#createCircuit();
    rotation.join(this.#rotate);
  }

  get state(): BreakerState {
    return this.#state;
  }

  admit(): Permit | Refusal {
    if (this.#state === 'open') {
      const { openMs } = this.#options;
      // A clock that was set back must not tell callers to wait for longer than it stays open.
      const leftMs = this.#openedAt + openMs - Date.now();
      return { admitted: false, retryAfterMs: Math.min(openMs, Math.max(0, leftMs)) };
    }
    if (this.#state === 'half-open') {
      if (this.#probe !== null) {
        return { admitted: false, retryAfterMs: PROBE_UNDER_WAY_MS, probe: this.#probe.promise };
      }
      this.#probe = Promise.withResolvers<void>();
      return {
        admitted: true,
        isProbe: true,
        settle: once((verdict, failure) => {
          this.#remember(failure);
          this.#settleProbe(verdict);
        }),
      };
    }
    const admittedBy = this.#circuit;
    return {
      admitted: true,
      isProbe: false,
      settle: once((verdict, failure) => {
        this.#remember(failure);
        if (this.#circuit === admittedBy && this.#counts() && verdict !== 'neutral') this.#tell(verdict);
      }),
    };
  }

  observe(verdict: Verdict): void {
    if (verdict === 'neutral' || !this.#counts()) return;
    if (verdict === 'success') {
      this.#failuresInARow = 0;
      return;
    }
    this.#failuresInARow += 1;
    if (this.#failuresInARow >= this.#options.consecutiveFailures) this.#circuit.open();
  }

  fail(failure: BreakerFailure): void {
    this.#remember(failure);
    if (this.#counts()) this.#tell('failure');
  }

  describe(): BreakerDescription {
    const lastFailure = this.#lastFailure;
    switch (this.#state) {
      case 'closed':
        return { state: 'closed', lastFailure };
      case 'open':
        return {
          state: 'open',
          since: this.#openedAt,
          nextProbeAt: this.#openedAt + this.#options.openMs,
          lastFailure,
        };
      case 'half-open':
        return {
          state: 'half-open',
          since: this.#halfOpenSince,
          isProbing: this.#probe !== null,
          probesPassed: this.#probesPassed,
          lastFailure,
        };
    }
  }

  /** Who is still under way with a version that was unloaded is let through, and nothing is counted: the circuit is gone. */
  shutdown(): void {
    this.#isShutDown = true;
    this.#state = 'closed';
    this.#rotation.leave(this.#rotate);
    this.#circuit.shutdown();
  }

  #counts(): boolean {
    return this.#state === 'closed' && !this.#isShutDown;
  }

  #createCircuit(): CircuitBreaker<[Verdict], void> {
    const { failurePercent, openMs, windowMs, volume } = this.#options;
    const created = new CircuitBreaker<[Verdict], void>(record, {
      timeout: false,
      errorThresholdPercentage: failurePercent,
      resetTimeout: openMs,
      rollingCountTimeout: windowMs,
      rollingCountBuckets: WINDOW_BUCKETS,
      rotateBucketController: this.#buckets,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      volumeThreshold: volume,
    });
    created.on('open', () => {
      this.#state = 'open';
      this.#openedAt = Date.now();
      this.#probesPassed = 0;
      this.#failuresInARow = 0;
      this.#untold = 0;
      this.#events.onChange?.(this.describe());
    });
    created.on('halfOpen', () => {
      this.#state = 'half-open';
      this.#halfOpenSince = Date.now();
      this.#events.onChange?.(this.describe());
    });
    return created;
  }

  #remember(failure: BreakerFailure | undefined): void {
    if (failure === undefined) return;
    this.#lastFailure = lastFailureAt(Date.now(), failure);
    this.#events.onFailure?.(this.#lastFailure);
  }

  #tell(verdict: 'success' | 'failure'): void {
    if (verdict === 'success') this.#untold += 1;
    if (verdict === 'failure' || this.#untold >= MOST_UNTOLD) this.#tellSuccesses();
    if (verdict === 'failure') this.#circuit.fire(verdict).catch(() => {});
  }

  #tellSuccesses(): void {
    for (; this.#untold > 0; this.#untold -= 1) {
      // The events by which `fire` counts a success, without the five promises that it makes around them.
      this.#circuit.emit('fire', ['success']);
      this.#circuit.emit('success', undefined, 0);
    }
  }

  /** A bucket has all that is its own when the next one begins. */
  readonly #rotate = (): void => {
    this.#tellSuccesses();
    this.#buckets.emit('rotate');
  };

  /** A closed breaker starts with an empty window: failures from before the trip must not open it again. */
  #close(): void {
    this.#circuit.shutdown();
    this.#circuit = this.#createCircuit();
    this.#state = 'closed';
    this.#events.onChange?.(this.describe());
  }

  #settleProbe(verdict: Verdict): void {
    const over = this.#probe;
    this.#probe = null;
    if (this.#state === 'half-open') {
      if (verdict === 'failure') this.#circuit.open();
      else if (verdict === 'success') {
        this.#probesPassed += 1;
        if (this.#probesPassed >= this.#options.probes) this.#close();
      }
    }
    over?.resolve();
  }
}

/** Throws synchronously on failure: opossum then counts it before the next call is admitted. */
function record(verdict: Verdict): Promise<void> {
  if (verdict === 'failure') throw new Error('failure');
  return Promise.resolve();
}

function once(settle: Permit['settle']): Permit['settle'] {
  let settled = false;
  return (verdict, failure) => {
    if (settled) return;
    settled = true;
    settle(verdict, failure);
  };
}
