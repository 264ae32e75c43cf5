import { alignToKeys, type Call } from '@selvedge/connector-api';
import { type Edge, readAll } from './edge.js';
import { metaId } from './wire-values.js';

/** Most ids of one request. */
export const LARGEST_BATCH = 50;

/**
 * The things with these ids in one request, null where the account has none. A list filtered by id, and not Meta's
 * own look-up of many ids (`/?ids=`), because there one unknown id fails all the others.
 */
export async function readByIds<T extends { id: string }>(
  ids: readonly string[],
  call: Call,
  edge: Edge<T>,
): Promise<(T | null)[]> {
  const askable = distinctIds(ids);
  if (askable.length === 0) return ids.map(() => null);
  const found = await readAll(call, edge, [{ field: 'id', operator: 'IN', value: askable }]);
  return alignToKeys(ids, found, (row) => row.id);
}

/** What belongs to each of these parents, in one request and those that page on; none for an unknown parent. */
export async function readByParents<T>(
  parentIds: readonly string[],
  call: Call,
  edge: Edge<T>,
  parent: { field: string; idOf: (row: T) => string },
): Promise<T[][]> {
  const askable = distinctIds(parentIds);
  if (askable.length === 0) return parentIds.map(() => []);
  const found = await readAll(call, edge, [{ field: parent.field, operator: 'IN', value: askable }]);
  const byParent = Map.groupBy(found, parent.idOf);
  return parentIds.map((id) => byParent.get(id) ?? []);
}

/** Without doubles and without what can be no id: one such value in a filter would fail the whole request. */
export function distinctIds(ids: readonly string[]): string[] {
  return [...new Set(ids)].filter((id) => metaId.safeParse(id).success);
}
