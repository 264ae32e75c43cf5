import { AdsRefusal } from './google-ads-error.js';

const DAY_MS = 86_400_000;

/** Operations of one developer token in any 24 hours: a query is one, each written item is one. */
export class Operations {
  readonly #limit: number;
  readonly #now: () => number;
  /** When each was taken, oldest first, from `#first` on. */
  readonly #taken: number[] = [];
  #first = 0;

  constructor(limit: number, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** @throws AdsRefusal `RESOURCE_EXHAUSTED` with the wait until the oldest ones fall out. */
  take(count: number): void {
    const now = this.#now();
    while ((this.#taken[this.#first] ?? Infinity) <= now - DAY_MS) this.#first += 1;
    if (this.#taken.length - this.#first + count > this.#limit) throw this.#exhausted(now);
    for (let taken = 0; taken < count; taken++) this.#taken.push(now);
  }

  #exhausted(now: number): AdsRefusal {
    const seconds = Math.ceil(((this.#taken[this.#first] ?? now) + DAY_MS - now) / 1_000);
    return new AdsRefusal('RESOURCE_EXHAUSTED', {
      errorCode: { quotaError: 'RESOURCE_EXHAUSTED' },
      message: `Too many requests. Retry in ${seconds} seconds.`,
      details: {
        quotaErrorDetails: {
          rateScope: 'DEVELOPER',
          rateName: 'Number of operations for basic access',
          retryDelay: `${seconds}s`,
        },
      },
    });
  }
}
