import type { Call, Outcome } from '../ports/index.js';

/** A key to be fetched. */
export interface Wanted<I> {
  key: string;
  input: I;
  /** When the entry that the caller knows of was fetched, epoch milliseconds; 0 for none. */
  seen: number;
}

/** What came of a fetch, and who made it. */
export interface Landing<O> {
  outcome: Outcome<O>;
  by: 'us' | 'another-process';
}

/** Fetches keys in one batch; one promise per key, in order, which never rejects. */
export type Fetch<I, O> = (wanted: readonly Wanted<I>[], call: Call) => readonly Promise<Landing<O>>[];

/** Fetches under way in this process, each of which everybody who wants its key may await. */
export interface Flights<I, O> {
  of(key: string): Promise<Landing<O>> | undefined;
  /**
   * Starts one fetch for all keys that are not under way. It belongs to no single caller, so no caller's abort ends it; but it
   * is counted for the operation that started it, and for none that joins.
   */
  start(wanted: readonly Wanted<I>[], call: Call): void;
}

export function createFlights<I, O>(fetch: Fetch<I, O>): Flights<I, O> {
  const underWay = new Map<string, Promise<Landing<O>>>();
  return {
    of: (key) => underWay.get(key),
    start(wanted, { caller, observe }) {
      const missing = [...new Map(wanted.map((each) => [each.key, each])).values()].filter(
        ({ key }) => !underWay.has(key),
      );
      if (missing.length === 0) return;
      const signal = new AbortController().signal;
      const landings = fetch(missing, { caller, signal, observe });
      missing.forEach(({ key }, index) => {
        const landing = landings[index] as Promise<Landing<O>>;
        // A flight is over before its outcome is told, so that who finds the outcome untrue can start another.
        underWay.set(
          key,
          landing.finally(() => underWay.delete(key)),
        );
      });
    },
  };
}
