import type { StopSignal } from '../ports/index.js';
import type { Credential } from './credential.js';

/** A credential that remembers its refusals. */
export interface WatchedCredential extends Credential {
  /** Milliseconds of `performance.now()` at which the vendor last refused it; -1 when it never has. */
  readonly refusedAt: number;
}

export function watched(credential: Credential): WatchedCredential {
  return new Watched(credential);
}

class Watched implements WatchedCredential {
  readonly generation: string;
  readonly #credential: Credential;
  #refusedAt = -1;

  constructor(credential: Credential) {
    this.generation = credential.generation;
    this.#credential = credential;
  }

  get refusedAt(): number {
    return this.#refusedAt;
  }

  headers(signal: StopSignal): ReturnType<Credential['headers']> {
    return this.#credential.headers(signal);
  }

  reject(headers: Readonly<Record<string, string>>): Promise<boolean> {
    this.#refusedAt = performance.now();
    return this.#credential.reject(headers);
  }
}
