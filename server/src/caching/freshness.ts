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

/** The share by which times are longer or shorter for one key than for another. */
const SPREAD = 0.1;

/**
 * The policy with its times spread by the key, up to 10 % either way, so that entries written together do not expire
 * together. It is the same in every process.
 */
export function spreadBy(key: string, policy: FreshnessPolicy): FreshnessPolicy {
  const factor = 1 - SPREAD + 2 * SPREAD * shareOf(key);
  return {
    freshForMs: Math.round(policy.freshForMs * factor),
    staleWhileRevalidateMs: Math.round(policy.staleWhileRevalidateMs * factor),
    staleIfErrorMs: Math.round(policy.staleIfErrorMs * factor),
  };
}

/** A number from 0 to 1 for a key: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/#FNV-1a. */
function shareOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 0) / 0xffffffff;
}
