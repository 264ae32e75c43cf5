/** Buckets that a rolling window has. */
export const WINDOW_BUCKETS = 10;

/**
 * Counts events in a rolling window of time. Buckets begin by a clock that only goes forward, and those that have passed are made
 * out when something is counted or asked: no timer runs, and nothing is touched while nothing happens.
 */
export class RollingCount {
  readonly #bucketMs: number;
  /** Number of the newest bucket, counted from the clock's beginning. */
  #bucket: number;
  #newest = 0;
  /** The others, each at its number's place; that of the newest holds what counts no longer. */
  readonly #older: number[] = Array(WINDOW_BUCKETS).fill(0);

  /** `windowMs`: length of the whole window, at least 10. */
  constructor(windowMs: number) {
    this.#bucketMs = Math.floor(windowMs / WINDOW_BUCKETS);
    this.#bucket = this.#present();
  }

  add(): void {
    this.#advance();
    this.#newest += 1;
  }

  /** Number of the present bucket. */
  get bucket(): number {
    this.#advance();
    return this.#bucket;
  }

  /** What was counted so many buckets ago, fewer than there are, when `bucket` was last asked for. */
  countOf(bucketsAgo: number): number {
    return bucketsAgo === 0 ? this.#newest : (this.#older[placeOf(this.#bucket - bucketsAgo)] as number);
  }

  clear(): void {
    this.#newest = 0;
    this.#older.fill(0);
  }

  #present(): number {
    return Math.floor(performance.now() / this.#bucketMs);
  }

  #advance(): void {
    const present = this.#present();
    if (present === this.#bucket) return;
    this.#older[placeOf(this.#bucket)] = this.#newest;
    const missed = Math.min(present - this.#bucket - 1, WINDOW_BUCKETS);
    for (let ago = 1; ago <= missed; ago += 1) this.#older[placeOf(present - ago)] = 0;
    this.#bucket = present;
    this.#newest = 0;
  }
}

function placeOf(bucket: number): number {
  return bucket % WINDOW_BUCKETS;
}
