import { invalidParameter } from './klaviyo-error.js';
import { absolute } from './wire.js';

export type Query = Readonly<Record<string, string | undefined>>;

/** Largest and usual page of an operation; `sizable`: whether the request may ask for another size. */
export interface PageRules {
  usual: number;
  largest: number;
  sizable: boolean;
}

export interface CursorPage<T> {
  items: readonly T[];
  links: { self: string; next: string | null; prev: string | null };
}

/** The page of `items` that the query asks for. @throws KlaviyoError 400 for a size or cursor that is none. */
export function cursorPage<T>(items: readonly T[], path: string, query: Query, rules: PageRules): CursorPage<T> {
  const size = sizeOf(query['page[size]'], rules);
  const start = startOf(query['page[cursor]']);
  const end = start + size;
  const linkTo = (offset: number) => absolute(path, { ...query, 'page[cursor]': cursorOf(offset) });
  return {
    items: items.slice(start, end),
    links: {
      self: absolute(path, query),
      next: end < items.length ? linkTo(end) : null,
      prev: start > 0 ? linkTo(Math.max(0, start - size)) : null,
    },
  };
}

function sizeOf(text: string | undefined, { usual, largest, sizable }: PageRules): number {
  if (text === undefined) return usual;
  if (!sizable) throw invalidParameter('page[size]', "'size' is not a valid field for the resource 'page'.");
  const size = /^\d+$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > largest) {
    throw invalidParameter('page[size]', `Page size must be an integer between 1 and ${largest}.`);
  }
  return size;
}

function cursorOf(offset: number): string {
  return Buffer.from(`next::${offset}`).toString('base64url');
}

function startOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [, offset] = /^next::(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (offset === undefined) throw invalidParameter('page[cursor]', 'The page cursor is not valid.');
  return Number(offset);
}
