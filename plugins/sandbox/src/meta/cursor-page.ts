import { invalidParameter } from './graph-error.js';
import type { Params } from './params.js';

const DEFAULT_LIMIT = 25;
/** The sandbox's own; the vendor asks for "less data" at a size that depends on the fields. */
const MAX_LIMIT = 5000;

export interface CursorPage<T> {
  data: readonly T[];
  /** Absent when the page is empty. */
  paging?: { cursors: { before: string; after: string }; previous?: string; next?: string };
}

/**
 * The page after `after`, before `before`, or the first. `urlWith` makes the address of a neighbouring page.
 *
 * @throws GraphError 100 for a cursor or a limit that cannot be read.
 */
export function cursorPage<T>(
  items: readonly T[],
  { limit: limitText, after, before }: Params,
  urlWith: (cursor: Params) => string,
): CursorPage<T> {
  const limit = parseLimit(limitText);
  const end = before === undefined ? items.length : position(before);
  const start = after !== undefined ? position(after) + 1 : before !== undefined ? Math.max(0, end - limit) : 0;
  const data = items.slice(start, after !== undefined || before === undefined ? start + limit : end);
  if (data.length === 0) return { data };
  const cursors = { before: cursorAt(start), after: cursorAt(start + data.length - 1) };
  return {
    data,
    paging: {
      cursors,
      ...(start > 0 ? { previous: urlWith({ before: cursors.before }) } : {}),
      ...(start + data.length < items.length ? { next: urlWith({ after: cursors.after }) } : {}),
    },
  };
}

function parseLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw invalidParameter(`Param limit must be a whole number from 1 to ${MAX_LIMIT}`);
}

/** Opaque to callers, as the vendor's are. */
function cursorAt(position: number): string {
  return Buffer.from(`at:${position}`).toString('base64url');
}

function position(cursor: string): number {
  const decoded = /^at:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1];
  if (decoded === undefined) throw invalidParameter('Invalid cursors values');
  return Number(decoded);
}
