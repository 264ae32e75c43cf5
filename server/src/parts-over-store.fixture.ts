import type { ControlParts } from './rollouts/control/index.js';
import type { Store } from './store/index.js';

/** What a control takes, over a real store, in whose way nothing stands: no field differs, no gate is closed, nobody is kept on stable. */
export function partsOverStore(store: Store, over: Partial<ControlParts> = {}): ControlParts {
  return {
    records: store.rollouts,
    changes: store.changes,
    counts: store.counts,
    periods: store.periods,
    usage: store.usage,
    comparison: {
      verdict: async () => 'clean',
      fields: async () => [{ coordinate: 'Contact.phone', accepted: null }],
      accept: async () => {},
    },
    kept: store.kept,
    keeping: { before: async () => {} },
    versions: async () => ({ stable: '1.4.0', candidate: '2.1.0' }),
    gates: async () => [],
    now: Date.now,
    ...over,
  };
}
