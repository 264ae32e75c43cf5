import type { Grant, WindowUsage } from './ledger.js';

/** Calls in flight at one account. */
export class Flights {
  count = 0;
  newest: Flight | null = null;

  /** Gives up those that were to be over by a time. */
  endUntil(at: number): void {
    for (let flight = this.newest; flight !== null; ) {
      const { older } = flight;
      if (flight.heldAt <= at) flight.end();
      flight = older;
    }
  }
}

/**
 * Leave to send a call, which may count among those in flight at an account until it is over. Flights hold each other, so that a call
 * that comes and goes makes nothing that lives as long as the account. What is private is not sent to workers.
 */
export class Flight implements Grant {
  readonly granted = true;
  readonly heldAt: number;
  readonly usage: readonly WindowUsage[];
  /** Null before it counts and once it is over. */
  #flights: Flights | null = null;
  #newer: Flight | null = null;
  #older: Flight | null = null;

  constructor(heldAt: number, usage: readonly WindowUsage[]) {
    this.heldAt = heldAt;
    this.usage = usage;
  }

  get older(): Flight | null {
    return this.#older;
  }

  countAmong(flights: Flights): void {
    const { newest } = flights;
    this.#flights = flights;
    this.#older = newest;
    if (newest !== null) newest.#newer = this;
    flights.newest = this;
    flights.count += 1;
  }

  /** Nothing happens when it is over already. */
  end(): void {
    const flights = this.#flights;
    if (flights === null) return;
    if (this.#newer === null) flights.newest = this.#older;
    else this.#newer.#older = this.#older;
    if (this.#older !== null) this.#older.#newer = this.#newer;
    this.#flights = this.#newer = this.#older = null;
    flights.count -= 1;
  }
}
