import type { AdminSources } from './admin/index.js';
import { comparedFields } from './compared-fields.js';
import type { RolloutControl } from './rollouts/model/index.js';
import type { Store } from './store/index.js';

/** What admins are told, of the parts of this process. */
export function createAdminSources({ control, store }: { control: RolloutControl; store: Store }): AdminSources {
  return {
    control,
    connectors: async () => [],
    breakers: async () => [],
    quotas: async () => [],
    callersPerVersion: async () => [],
    comparison: comparedFields(control, store),
    audit: async () => ({ entries: [], next: null }),
    drift: async () => [],
  };
}
