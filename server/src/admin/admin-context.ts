import type { Admin } from './guard/admin-guard.js';
import type { AdminSources } from './sources.js';

/** What an admin's operation is given. */
export interface AdminContext {
  readonly sources: AdminSources;
  readonly admin: Admin;
  /** Aborted when the gateway stops serving: streams end. */
  readonly ending: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
