import type { Connection } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext, LoadOptions, Outcome } from '../../ports/index.js';
import { answered, noteOrigin } from '../answer.js';
import { badUserInput, failureError } from '../coded-error.js';
import { type Stretch, toConnection } from './connection.js';
import { type Cursor, checkedFirst, decodeCursor } from './cursor.js';

export interface EdgeSelection {
  first: number | null;
  after?: string | null;
}

/** The neighbours of one record, of which the vendor gives all ids at once and each record by its id. */
export async function idConnection<R>(
  connector: string,
  args: EdgeSelection,
  loadIds: (options: LoadOptions) => Promise<Outcome<readonly string[]>>,
  loadRecord: (id: string) => Promise<Outcome<R>>,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Connection<R>> {
  checkedFirst(args.first);
  const start = startOf(connector, args.after);
  const ids = answered(await loadIds(start === null ? {} : { version: start.version }), context, info);
  const place = { connector, version: ids.origin.version };
  const loads = (ids.value ?? []).map((id) => () => loadRecord(id));
  return await stretchOfLoads(place, args, loads, context, info);
}

/** A part of a list whose length is known; only the records of that part are loaded. */
export async function stretchOfLoads<R>(
  place: Pick<Cursor, 'connector' | 'version'>,
  args: EdgeSelection,
  loads: readonly (() => Promise<Outcome<R>>)[],
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Connection<R>> {
  const first = checkedFirst(args.first);
  const skip = startOf(place.connector, args.after)?.skip ?? 0;
  const wanted = loads.slice(skip, skip + first);
  const outcomes = await Promise.all(wanted.map((load) => load()));
  const items = outcomes.map((outcome, at) => {
    const after: Cursor = { ...place, after: null, skip: skip + at + 1 };
    if (!outcome.ok) return { node: failureError(outcome.failure, context.now()), after };
    noteOrigin(outcome.origin, context, info, 'edges', at, 'node');
    return { node: outcome.value, after };
  });
  const end: Cursor = { ...place, after: null, skip: skip + items.length };
  const stretch: Stretch<R> = { items, end, more: end.skip < loads.length };
  return toConnection(stretch, args.after != null);
}

function startOf(connector: string, after: string | null | undefined): Cursor | null {
  if (after == null) return null;
  const cursor = decodeCursor(after);
  if (cursor.connector === connector && cursor.after === null) return cursor;
  throw badUserInput(`Expected "after" to be a cursor of this list, but it is one of another list.`);
}
