import type { StopSignal } from '../ports/index.js';

/**
 * Tells those who wait that they need not: an `AbortController` and its signal in one, without the events, of which each
 * costs about a microsecond. A real signal is made of it for whoever must be given one.
 */
export class Stop implements StopSignal {
  aborted = false;
  reason: unknown;
  #listeners: Set<() => void> | null = null;
  #controller: AbortController | null = null;

  stop(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const listeners = this.#listeners;
    this.#listeners = null;
    for (const listener of listeners ?? []) listener();
    this.#controller?.abort(reason);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (this.aborted) return;
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** The same as a real signal. */
  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.aborted) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }
}

/** A real signal, for an API that takes no other. */
export function abortSignalOf(signal: StopSignal): AbortSignal {
  return signal instanceof Stop ? signal.signal : (signal as AbortSignal);
}
