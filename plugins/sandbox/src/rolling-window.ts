/** At most `limit` takings in any `intervalMs`. */
export class RollingWindow {
  readonly #limit: number;
  readonly #intervalMs: number;
  #taken: number[] = [];

  constructor(limit: number, intervalMs: number) {
    this.#limit = limit;
    this.#intervalMs = intervalMs;
  }

  /** False, and nothing taken, when the window is full. `now`: epoch milliseconds. */
  take(now: number): boolean {
    if (this.remaining(now) === 0) return false;
    this.#taken.push(now);
    return true;
  }

  remaining(now: number): number {
    this.#taken = this.#taken.filter((at) => at > now - this.#intervalMs);
    return this.#limit - this.#taken.length;
  }
}
