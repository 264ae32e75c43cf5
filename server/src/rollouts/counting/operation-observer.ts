import type { ObserveVendorCall } from '../../ports/index.js';
import type { Counter } from './tally.js';
import { type TestName, whatCounts } from './what-counts.js';

export interface OperationObserverOptions {
  /** Where the operation is counted; asked when its first vendor call is over, and kept from then on. */
  counterOf: () => Counter;
  /** Version whose calls count; those of another, which answered in its stead, do not. */
  version: string;
  countsWrites: boolean;
  /** Null: nothing is slow yet. */
  slowAfterMs: () => number | null;
  /** Hears how long each call took that was counted, milliseconds; null where nobody asks. */
  onLatency: ((durationMs: number, counter: Counter) => void) | null;
}

/** Counts one operation on one connector: once, and once in each test, however many calls it makes. */
export function operationObserver(options: OperationObserverOptions): ObserveVendorCall {
  const { version, countsWrites } = options;
  /** Made when something is to be told: most operations have nothing. */
  let told: Set<TestName> | null = null;
  /** Undefined before it is counted, null where there was no room. */
  let counter: Counter | null | undefined;

  function count(): Counter | null {
    const found = options.counterOf();
    return found.event() ? found : null;
  }

  function tell(at: Counter, test: TestName): void {
    told ??= new Set();
    if (told.has(test)) return;
    told.add(test);
    at.bad(test);
  }

  return (call) => {
    if (call.version !== version || (call.isWrite && !countsWrites)) return;
    const verdict = whatCounts(call.outcomes);
    if (verdict === null) return;
    if (counter === undefined) counter = count();
    if (counter === null) return;
    if (verdict !== 'fine') tell(counter, verdict === 'failed' ? 'failures' : 'partial');
    // What fails, fails fast or at its deadline: how long it took says nothing of how fast answers are.
    if (verdict === 'failed') return;
    const slowAfterMs = options.slowAfterMs();
    if (slowAfterMs !== null && call.durationMs > slowAfterMs) tell(counter, 'slow');
    options.onLatency?.(call.durationMs, counter);
  };
}
