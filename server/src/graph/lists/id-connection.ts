import type { Connection, RecordSource } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext, LoadOptions, Outcome } from '../../ports/index.js';
import { answered, noteOrigin } from '../answer.js';
import { badUserInput, failureError } from '../coded-error.js';
import { type Stretch, toConnection } from './connection.js';
import { type Cursor, checkedFirst, decodeCursor } from './cursor.js';
import { type ListIdentity, listOf } from './list-identity.js';

export interface EdgeSelection {
  first: number | null;
  after?: string | null;
}

/** The neighbours of one record, of which the vendor gives all ids at once and each record by its id. */
export async function idConnection<R>(
  record: { id: string; source: RecordSource },
  args: EdgeSelection,
  loadIds: (options: LoadOptions) => Promise<Outcome<readonly string[]>>,
  loadRecord: (id: string) => Promise<Outcome<R>>,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Connection<R>> {
  checkedFirst(args.first);
  const { connector } = record.source;
  const start = startOf(connector, args.after, listOf(info, { of: record.id }));
  const ids = answered(await loadIds(start === null ? {} : { version: start.version }), context, info);
  const source = { connector, version: ids.origin.version };
  const loads = (ids.value ?? []).map((id) => () => loadRecord(id));
  return await stretchOfLoads({ id: record.id, source }, args, loads, context, info);
}

/** A part of a record's list whose length is known; only the records of that part are loaded. */
export async function stretchOfLoads<R>(
  { id, source: { connector, version } }: { id: string; source: RecordSource },
  args: EdgeSelection,
  loads: readonly (() => Promise<Outcome<R>>)[],
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Connection<R>> {
  const first = checkedFirst(args.first);
  const list = listOf(info, { of: id });
  const skip = startOf(connector, args.after, list)?.skip ?? 0;
  const wanted = loads.slice(skip, skip + first);
  const outcomes = await Promise.all(wanted.map((load) => load()));
  const items = outcomes.map((outcome, at) => {
    const after: Cursor = { connector, version, after: null, skip: skip + at + 1 };
    if (!outcome.ok) return { node: failureError(outcome.failure, context.now()), after };
    noteOrigin(outcome.origin, context, info, 'edges', at, 'node');
    return { node: outcome.value, after };
  });
  const end: Cursor = { connector, version, after: null, skip: skip + items.length };
  const stretch: Stretch<R> = { items, end, more: end.skip < loads.length };
  return toConnection(stretch, list, args.after != null);
}

function startOf(connector: string, after: string | null | undefined, list: ListIdentity): Cursor | null {
  if (after == null) return null;
  const cursor = decodeCursor(after, list);
  if (cursor.connector === connector && cursor.after === null) return cursor;
  throw badUserInput(`Expected "after" to be a cursor of this list, but it is one of another list.`);
}
