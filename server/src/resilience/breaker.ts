import {
  type BreakerDescription,
  type BreakerFailure,
  type LastFailure,
  lastFailureAt,
} from './breaker-description.js';
import { Circuit, type CircuitOptions } from './circuit.js';
import { RollingCount } from './rolling-count.js';

export type BreakerState = BreakerDescription['state'];

/** What one batch or call says about the vendor; `neutral` says nothing, e.g. the caller's own mistake. */
export type Verdict = 'success' | 'failure' | 'neutral';

/** `openMs`: it stays open for so long before a probe. */
export interface BreakerOptions extends CircuitOptions {
  /** Failures in a row that open it whatever the volume. */
  consecutiveFailures: number;
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
 * A breaker on opossum's window and state machine. Calls do not run through opossum: it is told results, so that
 * its traps cannot bite: refusals do not dilute the window, a result from before a trip closes nothing, neutral
 * results count for neither side, and a probe that hangs is settled by its deadline.
 *
 * There is a circuit only while a failure is in the window or it is not closed: without one, successes decide nothing.
 */
export function createBreaker(options: BreakerOptions, events: BreakerEvents = {}): Breaker {
  return new ToldBreaker(options, events);
}

class ToldBreaker implements Breaker {
  readonly #options: BreakerOptions;
  readonly #events: BreakerEvents;
  readonly #successes: RollingCount;
  #circuit: Circuit | null = null;
  /** As the circuit's events say. */
  #state: BreakerState = 'closed';
  #isShutDown = false;
  /** How often it has closed: what was admitted before the last time counts no longer. */
  #closings = 0;
  #failuresInARow = 0;
  #probe: PromiseWithResolvers<void> | null = null;
  #probesPassed = 0;
  #openedAt = 0;
  #halfOpenSince = 0;
  #lastFailure: LastFailure | null = null;

  constructor(options: BreakerOptions, events: BreakerEvents) {
    this.#options = options;
    this.#events = events;
    this.#successes = new RollingCount(options.windowMs);
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
    const admittedAfter = this.#closings;
    return {
      admitted: true,
      isProbe: false,
      settle: once((verdict, failure) => {
        this.#remember(failure);
        if (this.#closings === admittedAfter && this.#counts()) this.#tell(verdict);
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
    if (this.#failuresInARow >= this.#options.consecutiveFailures) this.#circuitAtHand().open();
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
    this.#dropCircuit();
  }

  #counts(): boolean {
    return this.#state === 'closed' && !this.#isShutDown;
  }

  /** The circuit, made when something fails for the first time in a window. */
  #circuitAtHand(): Circuit {
    this.#circuit ??= new Circuit(this.#options, this.#successes, {
      onOpen: () => {
        this.#state = 'open';
        this.#openedAt = Date.now();
        this.#probesPassed = 0;
        this.#failuresInARow = 0;
        this.#events.onChange?.(this.describe());
      },
      onHalfOpen: () => {
        this.#state = 'half-open';
        this.#halfOpenSince = Date.now();
        this.#events.onChange?.(this.describe());
      },
    });
    return this.#circuit;
  }

  #dropCircuit(): void {
    this.#circuit?.shutdown();
    this.#circuit = null;
  }

  #remember(failure: BreakerFailure | undefined): void {
    if (failure === undefined) return;
    this.#lastFailure = lastFailureAt(Date.now(), failure);
    this.#events.onFailure?.(this.#lastFailure);
  }

  #tell(verdict: Verdict): void {
    if (verdict === 'failure') this.#circuitAtHand().fail();
    else if (verdict === 'success') {
      this.#successes.add();
      if (this.#circuit?.isForgotten) this.#dropCircuit();
    }
  }

  /** A closed breaker starts with an empty window: failures from before the trip must not open it again. */
  #close(): void {
    this.#dropCircuit();
    this.#successes.clear();
    this.#closings += 1;
    this.#state = 'closed';
    this.#events.onChange?.(this.describe());
  }

  #settleProbe(verdict: Verdict): void {
    const over = this.#probe;
    this.#probe = null;
    if (this.#state === 'half-open') {
      if (verdict === 'failure') this.#circuitAtHand().open();
      else if (verdict === 'success') {
        this.#probesPassed += 1;
        if (this.#probesPassed >= this.#options.probes) this.#close();
      }
    }
    over?.resolve();
  }
}

function once(settle: Permit['settle']): Permit['settle'] {
  let settled = false;
  return (verdict, failure) => {
    if (settled) return;
    settled = true;
    settle(verdict, failure);
  };
}
