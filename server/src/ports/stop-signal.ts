/** The part of an `AbortSignal` that waits need; a `Stop` has it too, at a small part of the cost. */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  /** Throws the reason once it is aborted. */
  throwIfAborted(): void;
  /** Calls back once, when it is aborted; never when it has been before. */
  addEventListener(type: 'abort', listener: () => void, options?: { once: true }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
