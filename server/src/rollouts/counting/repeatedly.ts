/** Something that is done again and again, never twice at once. */
export interface Repeated {
  /** Does it once more from now on, after what may be under way; resolves when that is done. Never rejects. */
  now(): Promise<void>;
  /** Ends the repetition, when what is under way is over. Idempotent. */
  stop(): Promise<void>;
}

/** Does the work `everyMs` after its last time was over. What it rejects with goes to `onError`, and the next time comes all the same. */
export function repeatedly(work: () => Promise<void>, everyMs: number, onError: (error: unknown) => void): Repeated {
  let isStopped = false;
  let last: Promise<void> = Promise.resolve();
  /** Asked for, but not yet begun: whoever asks meanwhile means the same one. */
  let next: Promise<void> | null = null;
  let timer = waiting();

  function waiting(): NodeJS.Timeout {
    return setTimeout(run, everyMs).unref();
  }

  function run(): Promise<void> {
    next ??= last.then(async () => {
      next = null;
      clearTimeout(timer);
      await work().catch(onError);
      clearTimeout(timer);
      if (!isStopped) timer = waiting();
    });
    last = next;
    return next;
  }

  return {
    now: run,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      return last;
    },
  };
}
