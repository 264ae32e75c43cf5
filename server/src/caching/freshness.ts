/** How long an answer serves, milliseconds. */
export interface FreshnessPolicy {
  freshForMs: number;
  /** After that: served at once while one refresh runs behind it. */
  staleWhileRevalidateMs: number;
  /** After that: served, marked, when the vendor fails. */
  staleIfErrorMs: number;
}

export type Freshness = 'fresh' | 'revalidate' | 'if-error' | 'expired';

export function freshnessOf(ageMs: number, policy: FreshnessPolicy): Freshness {
  if (ageMs < policy.freshForMs) return 'fresh';
  if (ageMs < policy.freshForMs + policy.staleWhileRevalidateMs) return 'revalidate';
  if (ageMs < policy.freshForMs + policy.staleIfErrorMs) return 'if-error';
  return 'expired';
}

/** Longest time an entry can still be of use. */
export function ttlOf(policy: FreshnessPolicy): number {
  return Math.max(1, policy.freshForMs + Math.max(policy.staleWhileRevalidateMs, policy.staleIfErrorMs));
}
