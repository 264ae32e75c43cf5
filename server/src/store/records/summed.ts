/** Rows of one statement: far below what either database takes as parameters. */
const ROWS_AT_ONCE = 1_000;

/** Amounts by what they belong to. */
export interface Amount<K> {
  readonly key: K;
  readonly amount: number;
}

/**
 * Amounts of the same key as one, without zeros, in the order of their keys: a statement may not add to one row twice, and
 * transactions that add to the same rows in the same order never wait for each other in a circle.
 */
export function summed<K extends readonly (string | number)[]>(amounts: readonly Amount<K>[]): readonly Amount<K>[] {
  const sums = new Map<string, Amount<K>>();
  for (const { key, amount } of amounts) {
    const name = JSON.stringify(key);
    sums.set(name, { key, amount: (sums.get(name)?.amount ?? 0) + amount });
  }
  return [...sums]
    .filter(([, { amount }]) => amount !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => sum);
}

/** The items in lists that one statement takes each. */
export function inStatements<T>(items: readonly T[]): readonly (readonly T[])[] {
  const lists: T[][] = [];
  for (let start = 0; start < items.length; start += ROWS_AT_ONCE) lists.push(items.slice(start, start + ROWS_AT_ONCE));
  return lists;
}
