import type { Connection, Edge } from '@selvedge/schema';
import { type Cursor, encodeCursor } from './cursor.js';
import type { ListIdentity } from './list-identity.js';

/** A stretch of a list. `end`: where to read on. `more`: whether something may follow. */
export interface Stretch<N> {
  items: readonly { node: N | Error | null; after: Cursor }[];
  end: Cursor;
  more: boolean;
}

/** Shows a stretch of a list as a Relay connection. `resumed`: whether it began at a cursor. */
export function toConnection<N>(stretch: Stretch<N>, list: ListIdentity, resumed: boolean): Connection<N> {
  const edges: Edge<N>[] = stretch.items.map(({ node, after }) => ({
    node,
    // Few ask for all of them.
    get cursor() {
      return encodeCursor(after, list);
    },
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: stretch.more,
      hasPreviousPage: resumed,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.length > 0 || stretch.more ? encodeCursor(stretch.end, list) : null;
      },
    },
  };
}
