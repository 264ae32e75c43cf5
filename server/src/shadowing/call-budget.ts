import type { SentCalls } from './fresh-reads.js';

/** Sees to it that calls for comparison are never more than a share of what callers cause. */
export interface CallBudget {
  /** Sets so many calls aside, if there are as many; null where there are not. */
  reserve(calls: number): Reservation | null;
}

/** Calls set aside for one comparison. */
export interface Reservation {
  /** The comparison is over: what it sent is paid for, what it did not send is free again. */
  settle(): void;
}

/** Calls that may be saved up at most: a quiet night does not pay for a rush of comparisons in the morning. */
const MOST_SAVED = 100;

/**
 * A budget that starts empty: each call that is sent for a caller from now on puts in `sharePercent` per cent of a call, each call for
 * comparison takes one out, and no comparison begins without all of its calls.
 *
 * @param sent the account's calls so far
 */
export function createCallBudget(sharePercent: number, sent: () => SentCalls): CallBudget {
  let seen = sent();
  let saved = 0;
  let reserved = 0;

  function takeIn(): void {
    const now = sent();
    const earned = ((now.forCallers - seen.forCallers) * sharePercent) / 100;
    saved = Math.min(MOST_SAVED, saved + earned - (now.forShadow - seen.forShadow));
    seen = now;
  }

  return {
    reserve(calls) {
      takeIn();
      // What reserved comparisons have sent by now is counted twice until they settle: too careful for a moment, never too bold.
      if (saved - reserved < calls) return null;
      reserved += calls;
      let isOpen = true;
      return {
        settle() {
          if (!isOpen) return;
          isOpen = false;
          takeIn();
          reserved -= calls;
        },
      };
    },
  };
}
