import { sleep } from '../deadline.js';
import type { Denial, QueuedTraffic } from './ledger.js';
import { createTurns, type Turns } from './turns.js';
import type { Wish } from './wish.js';

/** Those whose requests are counted in the same windows. */
export interface Lane {
  turns: Turns<Wish>;
  /** Until when each kind of traffic is denied, milliseconds of `performance.now()`, and why. */
  denied: Record<QueuedTraffic, { until: number; because: Denial['because'] } | null>;
}

/** A lane that is served as long as somebody waits in it. */
export function createLane(serve: (lane: Lane) => Promise<void>): Lane {
  const lane: Lane = {
    turns: createTurns<Wish>(() => serve(lane), sleep),
    denied: { interactive: null, bulk: null },
  };
  return lane;
}
