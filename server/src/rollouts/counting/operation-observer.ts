import type { ObserveVendorCall } from '../../ports/index.js';
import type { Tally } from './tally.js';
import { type TestName, whatCounts } from './what-counts.js';

export interface OperationObserverOptions {
  tally: Tally;
  /** What the operation is counted under; reckoned when its first vendor call is over, and kept from then on. */
  keyOf: () => string;
  /** Version whose calls count; those of another, which answered in its stead, do not. */
  version: string;
  countsWrites: boolean;
  /** Null: nothing is slow yet. */
  slowAfterMs: () => number | null;
  /** Hears how long each call took that was counted under a key, milliseconds; null where nobody asks. */
  onLatency: ((key: string, durationMs: number) => void) | null;
}

/** Where an operation stands: a key once it is counted. */
type Place = { is: 'uncounted' } | { is: 'counted'; key: string } | { is: 'refused' };

/** Counts one operation on one connector: once, and once in each test, however many calls it makes. */
export function operationObserver(options: OperationObserverOptions): ObserveVendorCall {
  const { tally, version, countsWrites } = options;
  /** Made when something is to be told: most operations have nothing. */
  let told: Set<TestName> | null = null;
  let place: Place = { is: 'uncounted' };

  function count(): Place {
    const key = options.keyOf();
    return tally.event(key) ? { is: 'counted', key } : { is: 'refused' };
  }

  function tell(key: string, test: TestName): void {
    told ??= new Set();
    if (told.has(test)) return;
    told.add(test);
    tally.bad(key, test);
  }

  return (call) => {
    if (call.version !== version || (call.isWrite && !countsWrites)) return;
    const verdict = whatCounts(call.outcomes);
    if (verdict === null) return;
    if (place.is === 'uncounted') place = count();
    if (place.is !== 'counted') return;
    const { key } = place;
    if (verdict !== 'fine') tell(key, verdict === 'failed' ? 'failures' : 'partial');
    // What fails, fails fast or at its deadline: how long it took says nothing of how fast answers are.
    if (verdict === 'failed') return;
    const slowAfterMs = options.slowAfterMs();
    if (slowAfterMs !== null && call.durationMs > slowAfterMs) tell(key, 'slow');
    options.onLatency?.(key, call.durationMs);
  };
}
