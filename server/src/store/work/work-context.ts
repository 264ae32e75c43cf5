import type { Database } from '../database.js';
import type { Background } from './background.js';
import type { Presence } from './presence.js';

/** What records of work in progress are kept with: they outlive the process that does it. */
export interface WorkContext {
  readonly database: Database;
  readonly presence: Presence;
  readonly background: Background;
}
