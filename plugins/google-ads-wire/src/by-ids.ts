import { alignToKeys, type Call } from '@selvedge/connector-api';
import type { Dialect } from './dialect.js';
import { distinctIds, idIn, type Query, readRows } from './query.js';

/** Most ids of one query. The vendor's own limit on a list is far above; this keeps a query readable in its logs. */
export const LARGEST_BATCH = 1_000;

/** The rows with these ids by one query, null where the account has none. */
export async function readByIds<Row>(
  ids: readonly string[],
  call: Call,
  dialect: Dialect,
  query: Query<Row>,
  key: { field: string; idOf: (row: Row) => string },
): Promise<(Row | null)[]> {
  const askable = distinctIds(ids);
  if (askable.length === 0) return ids.map(() => null);
  const rows = await readRows(call, dialect, { ...query, where: [idIn(key.field, askable)] });
  return alignToKeys(ids, rows, key.idOf);
}

/** What belongs to each of these parents, by one query; none for an unknown parent. Removed things are left out. */
export async function readByParents<Row>(
  parentIds: readonly string[],
  call: Call,
  dialect: Dialect,
  query: Query<Row>,
  parent: { field: string; idOf: (row: Row) => string; kept: string },
): Promise<Row[][]> {
  const askable = distinctIds(parentIds);
  if (askable.length === 0) return parentIds.map(() => []);
  const rows = await readRows(call, dialect, { ...query, where: [idIn(parent.field, askable), parent.kept] });
  const byParent = Map.groupBy(rows, parent.idOf);
  return parentIds.map((id) => byParent.get(id) ?? []);
}
