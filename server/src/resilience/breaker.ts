import CircuitBreaker from 'opossum';

export type BreakerState = 'closed' | 'open' | 'half-open';

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
  settle(verdict: Verdict): void;
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
  /** Stops its timers. */
  shutdown(): void;
}

/** Wait told to calls that come while another one probes, milliseconds. */
const PROBE_UNDER_WAY_MS = 100;

/**
 * A breaker on opossum's window and state machine. Calls do not run through opossum: it is told results, so that
 * its traps cannot bite: refusals do not dilute the window, a result from before a trip closes nothing, neutral
 * results count for neither side, and a probe that hangs is settled by its deadline.
 */
export function createBreaker(options: BreakerOptions, onChange: (state: BreakerState) => void = () => {}): Breaker {
  let circuit = createCircuit();
  let failuresInARow = 0;
  let probe: PromiseWithResolvers<void> | null = null;
  let probesPassed = 0;
  let openedAt = 0;

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
      onChange('open');
    });
    created.on('halfOpen', () => onChange('half-open'));
    return created;
  }

  function stateOf(): BreakerState {
    return circuit.opened ? 'open' : circuit.halfOpen ? 'half-open' : 'closed';
  }

  function tell(verdict: 'success' | 'failure'): void {
    circuit.fire(verdict).catch(() => {});
  }

  /** A closed breaker starts with an empty window: failures from before the trip must not open it again. */
  function close(): void {
    circuit.shutdown();
    circuit = createCircuit();
    probesPassed = 0;
    failuresInARow = 0;
    onChange('closed');
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
        return { admitted: false, retryAfterMs: Math.max(0, openedAt + options.openMs - Date.now()) };
      }
      if (state === 'half-open') {
        if (probe !== null) return { admitted: false, retryAfterMs: PROBE_UNDER_WAY_MS, probe: probe.promise };
        probe = Promise.withResolvers<void>();
        return { admitted: true, isProbe: true, settle: once(settleProbe) };
      }
      const admittedBy = circuit;
      return {
        admitted: true,
        isProbe: false,
        settle: once((verdict) => {
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

function once(settle: (verdict: Verdict) => void): (verdict: Verdict) => void {
  let settled = false;
  return (verdict) => {
    if (settled) return;
    settled = true;
    settle(verdict);
  };
}
