import CircuitBreaker from 'opossum';
import {
  type BreakerDescription,
  type BreakerFailure,
  type LastFailure,
  lastFailureAt,
} from './breaker-description.js';

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
  /** Stops its timers. */
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
 */
export function createBreaker(options: BreakerOptions, { onChange, onFailure }: BreakerEvents = {}): Breaker {
  let circuit = createCircuit();
  let failuresInARow = 0;
  let probe: PromiseWithResolvers<void> | null = null;
  let probesPassed = 0;
  let openedAt = 0;
  let halfOpenSince = 0;
  let lastFailure: LastFailure | null = null;

  function createCircuit(): CircuitBreaker<[Verdict], void> {
    const created = new CircuitBreaker<[Verdict], void>(record, {
      timeout: false,
      errorThresholdPercentage: options.failurePercent,
      resetTimeout: options.openMs,
      rollingCountTimeout: options.windowMs,
      rollingCountBuckets: 10,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      volumeThreshold: options.volume,
    });
    created.on('open', () => {
      openedAt = Date.now();
      probesPassed = 0;
      failuresInARow = 0;
      onChange?.(describe());
    });
    created.on('halfOpen', () => {
      halfOpenSince = Date.now();
      onChange?.(describe());
    });
    return created;
  }

  function stateOf(): BreakerState {
    return circuit.opened ? 'open' : circuit.halfOpen ? 'half-open' : 'closed';
  }

  function describe(): BreakerDescription {
    const state = stateOf();
    switch (state) {
      case 'closed':
        return { state, lastFailure };
      case 'open':
        return { state, since: openedAt, nextProbeAt: openedAt + options.openMs, lastFailure };
      case 'half-open':
        return { state, since: halfOpenSince, isProbing: probe !== null, probesPassed, lastFailure };
    }
  }

  function remember(failure: BreakerFailure | undefined): void {
    if (failure === undefined) return;
    lastFailure = lastFailureAt(Date.now(), failure);
    onFailure?.(lastFailure);
  }

  function tell(verdict: 'success' | 'failure'): void {
    if (verdict === 'failure') circuit.fire(verdict).catch(() => {});
    else {
      // The events by which `fire` counts a success, without the five promises that it makes around them.
      circuit.emit('fire', [verdict]);
      circuit.emit('success', undefined, 0);
    }
  }

  /** A closed breaker starts with an empty window: failures from before the trip must not open it again. */
  function close(): void {
    circuit.shutdown();
    circuit = createCircuit();
    onChange?.(describe());
  }

  function settleProbe(verdict: Verdict): void {
    const over = probe;
    probe = null;
    if (stateOf() === 'half-open') {
      if (verdict === 'failure') circuit.open();
      else if (verdict === 'success' && ++probesPassed >= options.probes) close();
    }
    over?.resolve();
  }

  return {
    get state() {
      return stateOf();
    },

    admit() {
      const state = stateOf();
      if (state === 'open') {
        // A clock that was set back must not tell callers to wait for longer than it stays open.
        const leftMs = openedAt + options.openMs - Date.now();
        return { admitted: false, retryAfterMs: Math.min(options.openMs, Math.max(0, leftMs)) };
      }
      if (state === 'half-open') {
        if (probe !== null) return { admitted: false, retryAfterMs: PROBE_UNDER_WAY_MS, probe: probe.promise };
        probe = Promise.withResolvers<void>();
        return {
          admitted: true,
          isProbe: true,
          settle: once((verdict, failure) => {
            remember(failure);
            settleProbe(verdict);
          }),
        };
      }
      const admittedBy = circuit;
      return {
        admitted: true,
        isProbe: false,
        settle: once((verdict, failure) => {
          remember(failure);
          if (circuit !== admittedBy || stateOf() !== 'closed' || verdict === 'neutral') return;
          tell(verdict);
        }),
      };
    },

    observe(verdict) {
      if (verdict === 'neutral' || stateOf() !== 'closed') return;
      failuresInARow = verdict === 'failure' ? failuresInARow + 1 : 0;
      if (failuresInARow >= options.consecutiveFailures) circuit.open();
    },

    fail(failure) {
      remember(failure);
      if (stateOf() === 'closed') tell('failure');
    },

    describe,

    shutdown() {
      circuit.shutdown();
    },
  };
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
