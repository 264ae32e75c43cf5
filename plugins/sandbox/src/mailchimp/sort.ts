import { invalid } from './problem.js';

/** Which instant to order by, and `ASC` (also when absent) or `DESC`. */
export interface SortQuery {
  sort_field?: string;
  sort_dir?: string;
}

/**
 * The items by one of the instants that may be sorted by, equal ones in their old order; as they are without
 * `sort_field`.
 *
 * @throws Problem 400 for another field or direction.
 */
export function sorted<T>(
  items: readonly T[],
  { sort_field: field, sort_dir: direction = 'ASC' }: SortQuery,
  instants: Readonly<Record<string, (item: T) => number>>,
): readonly T[] {
  if (direction !== 'ASC' && direction !== 'DESC') {
    throw invalid({ field: 'sort_dir', message: 'Value must be one of ASC, DESC' });
  }
  if (field === undefined) return items;
  const instant = instants[field];
  if (instant === undefined) {
    throw invalid({ field: 'sort_field', message: `Value must be one of ${Object.keys(instants).join(', ')}` });
  }
  const sign = direction === 'ASC' ? 1 : -1;
  return items.toSorted((a, b) => sign * (instant(a) - instant(b)));
}
