import type { Failure, StopSignal } from '../ports/index.js';

/** What came of asking to fetch a key. */
export type Claim =
  /** Nobody else fetches it: go on. */
  | { state: 'granted' }
  /** An entry newer than the one that was seen is there. `fetchedAt`: epoch milliseconds. */
  | { state: 'landed'; fetchedAt: number }
  /** Another process is fetching it. */
  | { state: 'held'; holder: string };

/** Leave to fetch the granted keys, until the time asked for is over. */
export interface Lease {
  /** One per key, in order. */
  claims: readonly Claim[];
  /** Gives keys back; those that were not fetched with the reason, for those who wait. Never rejects. */
  release(keys: readonly { key: string; failure: Failure | null }[]): Promise<void>;
}

/** Sees to it that of all processes one at a time fetches a key. */
export interface FetchLocks {
  /**
   * Claims keys in one round trip; null when there is nobody to ask.
   *
   * @param wanted `seen`: when the entry that the caller knows of was fetched, epoch milliseconds; 0 for none
   * @param holdMs time after which the keys are free again, whatever becomes of this process
   */
  claim(wanted: readonly { key: string; seen: number }[], holdMs: number): Promise<Lease | null>;
  /** Waits until the holder gives the key back or loses it, or the signal is aborted; the failure if it tells of one. */
  holderDone(key: string, holder: string, signal: StopSignal): Promise<Failure | null>;
}
