import { invalid } from '@selvedge/connector-api';
import type { Page, PageInput } from '@selvedge/schema';

/** Most items that one collection request may ask for. */
export const LARGEST_COUNT = 1_000;

/** Which part of a collection a request asks for. */
export interface OffsetQuery {
  count: number;
  offset: number;
}

/**
 * The query of a collection request for one page; cursors are offsets, written as strings.
 * Throws `invalid` for a cursor of another make, and for a search, which Mailchimp's collections do not have.
 */
export function offsetQuery(input: PageInput): OffsetQuery {
  if (input.query !== undefined) {
    throw invalid('Mailchimp offers no text search over this collection; leave `query` out.');
  }
  if (input.after !== null && !/^\d{1,15}$/.test(input.after)) {
    throw invalid('A Mailchimp page cursor must be an offset of digits, but got something else; start without one.');
  }
  return { count: input.first, offset: Number(input.after ?? 0) };
}

/** The page that a collection answered from `offset` on. An empty page is the last, whatever the total says. */
export function pageAt<R>(offset: number, items: readonly R[], totalItems: number): Page<R> {
  const end = offset + items.length;
  return { items, next: items.length > 0 && end < totalItems ? String(end) : null };
}
