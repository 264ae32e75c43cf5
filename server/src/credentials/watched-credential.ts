import type { Credential } from './credential.js';

/** A credential that remembers its refusals. */
export interface WatchedCredential extends Credential {
  /** Milliseconds of `performance.now()` at which the vendor last refused it; -1 when it never has. */
  readonly refusedAt: number;
}

export function watched(credential: Credential): WatchedCredential {
  let refusedAt = -1;
  return {
    ...credential,
    get refusedAt() {
      return refusedAt;
    },
    reject(headers) {
      refusedAt = performance.now();
      return credential.reject(headers);
    },
  };
}
