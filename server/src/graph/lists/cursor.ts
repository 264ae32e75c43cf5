import { badUserInput } from '../coded-error.js';
import { pack, unpack } from '../opaque.js';

/** A place in a vendor's list. Only the version that made `after` understands it. */
export interface Cursor {
  connector: string;
  version: string;
  /** The vendor's own cursor of the page, null for the first. */
  after: string | null;
  /** Items of that page that were read already. */
  skip: number;
}

export function encodeCursor({ connector, version, after, skip }: Cursor): string {
  return pack([connector, version, after, skip]);
}

/** Throws `BAD_USER_INPUT` when the text is no cursor. */
export function decodeCursor(text: string): Cursor {
  const [connector, version, after, skip] = unpack(text) ?? [];
  if (
    typeof connector === 'string' &&
    typeof version === 'string' &&
    (after === null || typeof after === 'string') &&
    typeof skip === 'number' &&
    Number.isSafeInteger(skip) &&
    skip >= 0
  ) {
    return { connector, version, after, skip };
  }
  throw badUserInput(`Expected "after" to be a cursor of this list, as "endCursor" gives it, but got "${text}".`);
}

/** Largest page of a connection. */
export const LARGEST_PAGE = 100;

/** The page size that was asked for. Throws `BAD_USER_INPUT` unless it can be answered. */
export function checkedFirst(first: number | null): number {
  if (first !== null && first >= 1 && first <= LARGEST_PAGE) return first;
  throw badUserInput(`Expected "first" to be 1 to ${LARGEST_PAGE}, but got ${first}.`);
}
