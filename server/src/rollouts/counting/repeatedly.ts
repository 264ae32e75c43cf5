/** Something that is done again and again, never twice at once. */
export interface Repeated {
  /** Does it now, after what may be under way. */
  now(): Promise<void>;
  /** Ends the repetition, when what is under way is over. Idempotent. */
  stop(): Promise<void>;
}

/** Does the work `everyMs` after its last time was over. What it rejects with goes to `onError`, and the next time comes all the same. */
export function repeatedly(work: () => Promise<void>, everyMs: number, onError: (error: unknown) => void): Repeated {
  let isStopped = false;
  let underWay: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  function run(): Promise<void> {
    clearTimeout(timer);
    underWay = underWay
      .then(work)
      .catch(onError)
      .then(() => {
        clearTimeout(timer);
        if (!isStopped) timer = setTimeout(run, everyMs).unref();
      });
    return underWay;
  }

  timer = setTimeout(run, everyMs).unref();
  return {
    now: run,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      return underWay;
    },
  };
}
