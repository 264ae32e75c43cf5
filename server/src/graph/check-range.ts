import type { DateRange } from '@selvedge/schema';
import { badUserInput } from './coded-error.js';

/** Throws `BAD_USER_INPUT` when the range ends before it begins. */
export function checkRange({ since, until }: DateRange): void {
  if (since <= until) return;
  throw badUserInput(`Expected "since" to be no later than "until", but got ${since} and ${until}.`);
}
