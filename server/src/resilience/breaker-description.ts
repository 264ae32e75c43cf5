import type { FailureCause } from '../ports/index.js';

/** What a failure says of itself, in words that callers are told too. */
export interface BreakerFailure {
  class: FailureCause['class'];
  message: string;
}

export interface LastFailure extends BreakerFailure {
  /** Epoch milliseconds. */
  at: number;
}

interface Described {
  /** The last failure that counted against the vendor or the connector; null when there was none. */
  lastFailure: LastFailure | null;
}

/** A breaker as people are told of it. Times are epoch milliseconds. */
export type BreakerDescription =
  | (Described & { state: 'closed' })
  | (Described & { state: 'open'; since: number; nextProbeAt: number })
  | (Described & { state: 'half-open'; since: number; isProbing: boolean; probesPassed: number });

/** Longest message that is kept, characters. */
const LONGEST_MESSAGE = 200;

export function lastFailureAt(at: number, { class: failureClass, message }: BreakerFailure): LastFailure {
  const shortened = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 1)}…` : message;
  return { class: failureClass, message: shortened, at };
}
