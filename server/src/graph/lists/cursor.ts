import { badUserInput } from '../coded-error.js';
import { pack, unpack } from '../opaque.js';
import type { ListIdentity } from './list-identity.js';

/** A place in a vendor's list. Only the version that made `after` understands it. */
export interface Cursor {
  connector: string;
  version: string;
  /** The vendor's own cursor of the page, null for the first. */
  after: string | null;
  /** Items of that page that were read already. */
  skip: number;
}

const EXPECTED = 'Expected "after" to be a cursor of this list, as "endCursor" gives it';

export function encodeCursor({ connector, version, after, skip }: Cursor, { field, selection }: ListIdentity): string {
  return pack([field, selection, connector, version, after, skip]);
}

/** Throws `BAD_USER_INPUT` when the text is no cursor, or one of another list than `list`. */
export function decodeCursor(text: string, list: ListIdentity): Cursor {
  const [field, selection, connector, version, after, skip] = unpack(text) ?? [];
  if (
    typeof field === 'string' &&
    typeof selection === 'string' &&
    typeof connector === 'string' &&
    typeof version === 'string' &&
    (after === null || typeof after === 'string') &&
    typeof skip === 'number' &&
    Number.isSafeInteger(skip) &&
    skip >= 0
  ) {
    refuseForeign({ field, selection }, list);
    return { connector, version, after, skip };
  }
  throw badUserInput(`${EXPECTED}, but got "${text}".`);
}

/** The connector that a cursor names; undefined for what is no cursor. */
export function connectorOfCursor(text: unknown): string | undefined {
  const connector = typeof text === 'string' ? unpack(text)?.[2] : undefined;
  return typeof connector === 'string' ? connector : undefined;
}

function refuseForeign(from: ListIdentity, list: ListIdentity): void {
  if (from.field !== list.field) {
    throw badUserInput(`${EXPECTED}, but it is one of ${from.field}, and this is ${list.field}.`);
  }
  if (from.selection === list.selection) return;
  const other = list.field.startsWith('Query.') ? 'made with another "query"' : 'of the same list of another record';
  throw badUserInput(`${EXPECTED}, but it is ${other}.`);
}

/** Largest page of a connection. */
export const LARGEST_PAGE = 100;

/** The page size that was asked for. Throws `BAD_USER_INPUT` unless it can be answered. */
export function checkedFirst(first: number | null): number {
  if (isPageSize(first)) return first;
  throw badUserInput(`Expected "first" to be 1 to ${LARGEST_PAGE}, but got ${first}.`);
}

/** Whether so many items can be asked for. */
export function isPageSize(first: unknown): first is number {
  return typeof first === 'number' && first >= 1 && first <= LARGEST_PAGE;
}
