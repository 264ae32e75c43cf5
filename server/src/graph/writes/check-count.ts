import { badUserInput } from '../coded-error.js';

/** Most records of one write; documented in the schema. */
export const MOST_RECORDS = 1_000;

/** Throws `BAD_USER_INPUT` when there are too many. `plural`: what they are, e.g. `contacts`. */
export function checkCount({ length }: readonly unknown[], plural: string): void {
  if (length > MOST_RECORDS) throw badUserInput(`Expected at most ${MOST_RECORDS} ${plural}, but got ${length}.`);
}
