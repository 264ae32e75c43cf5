import { hash } from 'node:crypto';
import type { Caller } from '../ports/index.js';

/** What callers are told apart by when a version is chosen for them. */
export type StickyBy = 'user' | 'tenant' | 'client';

/** A candidate version beside the stable one, and its share of the callers. */
export interface Split {
  connector: string;
  stable: string;
  candidate: { version: string; weight: number; stickyBy: StickyBy } | null;
}

/**
 * The version that answers this caller: a pure function of the split and the caller's sticky key. Raising the weight
 * only adds callers to the candidate, it never swaps them.
 */
export function chooseVersion(split: Split, caller: Caller): string {
  const { candidate } = split;
  if (candidate === null) return split.stable;
  const id = `${split.connector}:${split.stable}>${candidate.version}`;
  return shareOf(id, stickyKey(caller, candidate.stickyBy)) < candidate.weight ? candidate.version : split.stable;
}

/** The user when the caller names one and users are told apart, else the tenant; or the client. */
function stickyKey(caller: Caller, by: StickyBy): string {
  switch (by) {
    case 'user':
      return caller.user === undefined ? `tenant:${caller.tenant}` : `user:${caller.tenant}:${caller.user}`;
    case 'tenant':
      return `tenant:${caller.tenant}`;
    case 'client':
      return `client:${caller.tenant}:${caller.client}`;
  }
}

/** A number in [0, 100) that the id and the key always give. */
function shareOf(id: string, key: string): number {
  const digest = hash('sha256', `${id.length}:${id}${key}`, 'hex');
  return (Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32) * 100;
}
