import { invalid } from '@selvedge/connector-api';
import type { Paging } from '@selvedge/klaviyo-wire';

/**
 * Pages of any size out of pages whose size the vendor fixes. A cursor is `<rows to skip>.<the vendor's cursor>`, so
 * that the rest of a page that was cut is read again.
 */
export const fixedPages: Paging = {
  query: ({ after }) => ({ 'page[cursor]': positionOf(after).cursor ?? undefined }),

  page({ first, after }, rows, next) {
    const { skip, cursor } = positionOf(after);
    const end = skip + first;
    const items = rows.slice(skip, end);
    if (end < rows.length) return { items, next: `${end}.${cursor ?? ''}` };
    return { items, next: next === null ? null : `0.${next}` };
  },
};

function positionOf(after: string | null): { skip: number; cursor: string | null } {
  if (after === null) return { skip: 0, cursor: null };
  const [, skip, cursor] = /^(\d{1,6})\.(.*)$/.exec(after) ?? [];
  if (skip === undefined) throw invalid('The cursor is not one of this version of the Klaviyo connector.');
  return { skip: Number(skip), cursor: cursor === undefined || cursor === '' ? null : cursor };
}
