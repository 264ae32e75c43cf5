import type { CapabilityName, InputOf } from '@selvedge/schema';
import type { Answer } from '../../ports/index.js';
import type { Calendar } from './calendar.js';

/** What a report asks. */
export interface ReportQuery {
  /** First and last day, ISO 8601 dates. */
  days: { since: string; until: string };
  /** The same as instants, the end excluded, RFC 3339. */
  instants: { since: string; until: string };
  calendar: Calendar;
  offering: (capability: CapabilityName) => readonly string[];
  /** The value of one load; throws the coded error of a failure. */
  load: Load;
}

export type Load = <C extends CapabilityName>(
  capability: C,
  connector: string,
  input: InputOf<C>,
) => Promise<Answer<C> | null>;
