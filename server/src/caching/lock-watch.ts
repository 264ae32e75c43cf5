import type { Failure } from '../ports/index.js';
import type { RedisLink } from '../redis/index.js';
import type { FetchLocks } from './fetch-locks.js';
import { lockNameOf } from './redis-names.js';

/** Time between two looks at the locks that are waited for, milliseconds. */
const LOOK_EVERY_MS = 20;

interface Waiter {
  key: string;
  holder: string;
  /** Ends the wait. */
  tell(failure: Failure | null): void;
}

/** Looks after all locks that this process waits for, in one round trip a turn, while it waits for any. */
export function lockWatch(redis: RedisLink): FetchLocks['holderDone'] {
  const waiters = new Set<Waiter>();
  let isLooking = false;

  async function look(): Promise<void> {
    const asked = [...waiters];
    const keys = [...new Set(asked.map(({ key }) => key))];
    const locks = await redis.attempt((client) => client.mGet(keys.map(lockNameOf)));
    const lockOf = new Map(keys.map((key, index) => [key, locks?.[index] ?? null]));
    for (const { key, holder, tell } of asked) {
      const lock = lockOf.get(key) ?? null;
      if (lock !== holder) tell(failureIn(lock, holder));
    }
    isLooking = false;
    lookLater();
  }

  function lookLater(): void {
    if (isLooking || waiters.size === 0) return;
    isLooking = true;
    setTimeout(look, LOOK_EVERY_MS);
  }

  return (key, holder, signal) =>
    new Promise((resolve) => {
      const waiter: Waiter = {
        key,
        holder,
        tell(failure) {
          waiters.delete(waiter);
          signal.removeEventListener('abort', stopWaiting);
          resolve(failure);
        },
      };
      const stopWaiting = (): void => waiter.tell(null);
      if (signal.aborted) return resolve(null);
      signal.addEventListener('abort', stopWaiting, { once: true });
      waiters.add(waiter);
      lookLater();
    });
}

/** The failure that this holder has left in its lock, if it has. */
function failureIn(lock: string | null, holder: string): Failure | null {
  const mine = `!${holder}`;
  if (lock === null || !lock.startsWith(mine)) return null;
  try {
    const failure = JSON.parse(lock.slice(mine.length)) as Partial<Failure> | null;
    return typeof failure?.cause?.class === 'string' ? (failure as Failure) : null;
  } catch {
    return null;
  }
}
