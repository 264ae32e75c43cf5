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
export function createAdaptiveLimit(bounds: LimitBounds): AdaptiveLimit {
  return new GradientLimit(bounds);
}

class GradientLimit implements AdaptiveLimit {
  readonly #floor: number;
  readonly #ceiling: number;
  readonly #baselines = createLatencyBaselines();
  #limit: number;
  #inFlight = 0;
  /** Of the present window: its number, its calls, the sum of their inflations, and whether it was pressed. */
  #window = 0;
  #calls = 0;
  #inflations = 0;
  #pressed = false;
  #windowsBelow = 0;
  #probesLeft = 0;

  constructor({ floor, ceiling }: LimitBounds) {
    this.#floor = floor;
    this.#ceiling = ceiling;
    this.#limit = ceiling;
  }

  get limit(): number {
    return this.#probesLeft > 0 ? this.#floor : Math.floor(this.#limit);
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  begin(route: string): (durationMs: number | null) => void {
    this.#inFlight += 1;
    const sentIn = this.#window;
    const quiet = this.#inFlight <= this.#floor;
    if (this.#inFlight >= this.limit) this.#pressed = true;
    return (durationMs) => {
      this.#inFlight -= 1;
      if (durationMs !== null) this.#learn(this.#baselines.observe(route, durationMs, quiet), quiet, sentIn);
    };
  }

  #learn(inflation: number, quiet: boolean, sentIn: number): void {
    if (this.#probesLeft > 0) {
      if (quiet) this.#probesLeft -= 1;
      if (this.#probesLeft === 0) this.#openWindow();
      return;
    }
    if (sentIn !== this.#window) return;
    this.#calls += 1;
    this.#inflations += inflation;
    if (this.#calls < Math.max(FEWEST_CALLS, this.#limit)) return;
    const sample = { inflation: this.#inflations / this.#calls, pressed: this.#pressed };
    this.#limit = nextLimit(this.#limit, sample, { floor: this.#floor, ceiling: this.#ceiling });
    this.#openWindow();
    this.#windowsBelow = this.#limit < this.#ceiling ? this.#windowsBelow + 1 : 0;
    if (this.#windowsBelow < PROBE_AFTER) return;
    this.#windowsBelow = 0;
    this.#probesLeft = PROBE_CALLS;
  }

  #openWindow(): void {
    this.#window += 1;
    this.#calls = 0;
    this.#inflations = 0;
    this.#pressed = false;
  }
}
