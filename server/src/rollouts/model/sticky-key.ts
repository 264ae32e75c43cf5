import { hash } from 'node:crypto';
import type { Caller } from '../../ports/index.js';

/** What callers are told apart by when a version is chosen for them. */
export type StickyBy = 'user' | 'tenant' | 'client';

/**
 * The user when users are told apart and the caller names one; where it names none, its client, as that is one application, which is to
 * see one version. Else what is told apart.
 */
export function stickyKey(caller: Caller, by: StickyBy): string {
  switch (by) {
    case 'user':
      return caller.user === undefined ? stickyKey(caller, 'client') : `user:${caller.tenant}:${caller.user}`;
    case 'tenant':
      return `tenant:${caller.tenant}`;
    case 'client':
      return `client:${caller.tenant}:${caller.client}`;
    default:
      return by satisfies never;
  }
}

/**
 * A sticky key as it is stored, so that counts are kept of callers without saying who they are: what they are told apart by,
 * and 132 bits, e.g. `user:kq3…`.
 */
export function callerHash(caller: Caller, by: StickyBy): string {
  return `${by}:${hash('sha256', stickyKey(caller, by), 'base64url').slice(0, 22)}`;
}
