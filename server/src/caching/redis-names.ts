/** Name in Redis of what a key of the cache leads to; others may use the same Redis. */
export function nameOf(key: string): string {
  return `selvedge:${key}`;
}

/** Name of the lock that who fetches an entry holds. */
export function lockNameOf(key: string): string {
  return `selvedge:lock:${key}`;
}

/** Name of the time before which nothing is to be believed. */
export const FLOOR = 'selvedge:floor';
