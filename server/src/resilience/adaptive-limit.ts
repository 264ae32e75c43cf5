import { createLatencyBaselines } from './latency-baselines.js';
import { type LimitBounds, nextLimit } from './next-limit.js';

/** How many calls a vendor is sent at once: fewer while they take longer than they did when it was not crowded. */
export interface AdaptiveLimit {
  /** Calls that may be in flight, a whole number. It rises only when a call ends. */
  readonly limit: number;
  readonly inFlight: number;
  /**
   * Counts a call that is sent; what it returns is to be called once when the call is over, with its duration in
   * milliseconds, or null when that says nothing of the vendor's pace.
   *
   * @param route calls that take about as long as each other, e.g. `GET /contacts`
   */
  begin(route: string): (durationMs: number | null) => void;
}

const FEWEST_CALLS = 10;
/** Windows below the ceiling after which the baselines are measured anew. */
const PROBE_AFTER = 10;
const PROBE_CALLS = 5;

/**
 * Starts at the ceiling. Latency is judged a window of calls at a time, each of them sent under the present limit. A
 * limit that stays low may be due to a vendor that has become slower whoever asks; so every tenth window it is lowered
 * to the floor for five calls, which tell the baseline as it is now. A vendor at its ceiling is never probed.
 */
export function createAdaptiveLimit({ floor, ceiling }: LimitBounds): AdaptiveLimit {
  const baselines = createLatencyBaselines();
  let limit = ceiling;
  let inFlight = 0;
  let window = emptyWindow(0);
  let windowsBelow = 0;
  let probesLeft = 0;

  const allowed = (): number => (probesLeft > 0 ? floor : Math.floor(limit));

  function learn(inflation: number, quiet: boolean, sentIn: number): void {
    if (probesLeft > 0) {
      if (quiet) probesLeft -= 1;
      if (probesLeft === 0) window = emptyWindow(window.number + 1);
      return;
    }
    if (sentIn !== window.number) return;
    window.calls += 1;
    window.inflations += inflation;
    if (window.calls < Math.max(FEWEST_CALLS, limit)) return;
    limit = nextLimit(
      limit,
      { inflation: window.inflations / window.calls, pressed: window.pressed },
      { floor, ceiling },
    );
    window = emptyWindow(window.number + 1);
    windowsBelow = limit < ceiling ? windowsBelow + 1 : 0;
    if (windowsBelow < PROBE_AFTER) return;
    windowsBelow = 0;
    probesLeft = PROBE_CALLS;
  }

  return {
    get limit() {
      return allowed();
    },
    get inFlight() {
      return inFlight;
    },
    begin(route) {
      inFlight += 1;
      const sentIn = window.number;
      const quiet = inFlight <= floor;
      if (inFlight >= allowed()) window.pressed = true;
      return (durationMs) => {
        inFlight -= 1;
        if (durationMs !== null) learn(baselines.observe(route, durationMs, quiet), quiet, sentIn);
      };
    },
  };
}

interface Window {
  number: number;
  calls: number;
  /** Sum over its calls. */
  inflations: number;
  pressed: boolean;
}

function emptyWindow(number: number): Window {
  return { number, calls: 0, inflations: 0, pressed: false };
}
