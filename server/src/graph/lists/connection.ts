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
  const { items, end, more } = stretch;
  const [first] = items;
  return {
    edges: items.map(({ node, after }) => new ListEdge(node, after, list)),
    pageInfo: {
      hasNextPage: more,
      hasPreviousPage: resumed,
      startCursor: first === undefined ? null : encodeCursor(first.after, list),
      endCursor: first !== undefined || more ? encodeCursor(end, list) : null,
    },
  };
}

/** Few ask for all cursors, so that they are made when they are. */
class ListEdge<N> implements Edge<N> {
  readonly node: N | Error | null;
  readonly #after: Cursor;
  readonly #list: ListIdentity;

  constructor(node: N | Error | null, after: Cursor, list: ListIdentity) {
    this.node = node;
    this.#after = after;
    this.#list = list;
  }

  get cursor(): string {
    return encodeCursor(this.#after, this.#list);
  }
}
