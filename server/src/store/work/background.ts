import { setTimeout as sleep } from 'node:timers/promises';

/** Writing that nobody waits for, and that must not be lost for that: it goes on while the database is away. */
export interface Background {
  /** Runs the work until it succeeds. Resolves then, or when it was given up because the store closes; never rejects. */
  run(work: () => Promise<unknown>): Promise<void>;
  /** Resolves when nothing is left to do; what is left after a while is given up. */
  end(): Promise<void>;
}

const RETRY_MS = 250;
/** Patience with a database that is away while the store closes, milliseconds. */
const END_MS = 5_000;

export function createBackground(): Background {
  const running = new Set<Promise<void>>();
  let isGivenUp = false;

  async function untilDone(work: () => Promise<unknown>): Promise<void> {
    while (!isGivenUp) {
      try {
        await work();
        return;
      } catch {
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    }
  }

  return {
    run(work) {
      const done = untilDone(work);
      running.add(done);
      void done.then(() => running.delete(done));
      return done;
    },
    async end() {
      const patience = new AbortController();
      const outOfPatience = sleep(END_MS, undefined, { signal: patience.signal }).catch(() => {});
      while (running.size > 0) {
        const left = Promise.all(running).then(() => 'done');
        if ((await Promise.race([left, outOfPatience])) !== 'done') break;
      }
      patience.abort();
      isGivenUp = true;
    },
  };
}
