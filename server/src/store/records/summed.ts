import { setImmediate } from 'node:timers/promises';

/** Rows of one statement. */
const ROWS_AT_ONCE = 100;
/** Stands in no name and no hash. */
const SEPARATOR = '\0';

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
    const name = key.join(SEPARATOR);
    sums.set(name, { key, amount: (sums.get(name)?.amount ?? 0) + amount });
  }
  return [...sums]
    .filter(([, { amount }]) => amount !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => sum);
}

/**
 * The items in lists that one statement takes each. Between two of them the event loop gets its turn: SQLite works in this
 * very thread, and a thousand rows take it 10 ms.
 */
export async function* inStatements<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let start = 0; start < items.length; start += ROWS_AT_ONCE) {
    if (start > 0) await setImmediate();
    yield items.slice(start, start + ROWS_AT_ONCE);
  }
}
