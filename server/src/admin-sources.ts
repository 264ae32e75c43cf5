import type { AdminSources } from './admin/index.js';
import type { RolloutControl } from './rollouts/model/index.js';

/** What admins are told, of the parts of this process. */
export function createAdminSources({ control }: { control: RolloutControl }): AdminSources {
  return {
    control,
    connectors: async () => [],
    breakers: async () => [],
    quotas: async () => [],
    callersPerVersion: async () => [],
    comparison: async () => [],
    audit: async () => ({ entries: [], next: null }),
    drift: async () => [],
  };
}
