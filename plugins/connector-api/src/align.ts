/**
 * Puts what a vendor returned into the order of the keys that were asked: null where a key has no row.
 * Duplicate keys each get their row; rows that nobody asked for are dropped.
 */
export function alignToKeys<K, R>(keys: readonly K[], rows: Iterable<R>, keyOf: (row: R) => K): (R | null)[] {
  const byKey = new Map<K, R>();
  for (const row of rows) byKey.set(keyOf(row), row);
  return keys.map((key) => byKey.get(key) ?? null);
}
