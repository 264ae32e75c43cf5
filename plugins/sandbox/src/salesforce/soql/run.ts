import type { SObject } from '../sobject.js';
import type { Table } from '../table.js';
import { comparable, compare } from './comparison.js';
import type { Query } from './parse.js';

/** The records that a query finds, in its order; by default, and where all else is equal, by id. */
export function runQuery(query: Query, table: Table, withDeleted: boolean): SObject[] {
  const { order, limit } = query;
  const found: SObject[] = [];
  const isInOrder = order.length === 0 || (order[0]?.field === 'Id' && !order[0].descending);
  for (const record of table.all()) {
    if (isInOrder && found.length >= limit) break;
    if ((withDeleted || !record.deleted) && query.holds(record)) found.push(record);
  }
  return (isInOrder ? found : found.sort(orderOf(query))).slice(0, limit);
}

function orderOf({ definition, order }: Query): (one: SObject, other: SObject) => number {
  return (one, other) => {
    for (const { field, descending, nullsLast } of order) {
      const known = definition.fields.get(field)!;
      const [left, right] = [comparable(known, one.values[field]), comparable(known, other.values[field])];
      if (nullsLast && (left === null) !== (right === null)) return left === null ? 1 : -1;
      const difference = compare(left, right);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return one.id < other.id ? -1 : 1;
  };
}
