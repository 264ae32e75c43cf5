import type { StopSignal } from '../../ports/index.js';
import type { QueuedTraffic } from './ledger.js';

/** Who waits in one lane: by kind of traffic, and within it clients in turn, each in the order of its asking. */
export interface Turns<W> {
  isEmpty(): boolean;
  join(waiter: W, traffic: QueuedTraffic, client: string): void;
  /** Whose turn it is; it stays until it leaves. */
  next(traffic: QueuedTraffic): W | undefined;
  /** False when it had left already. */
  leave(waiter: W): boolean;
  /** All that wait, in no order. */
  waiting(traffic: QueuedTraffic): readonly W[];
  /** Resolves after the time, or earlier when woken; at once when it was woken since the last pause. */
  pause(ms: number): Promise<void>;
  /** Who is woken while it serves does not pause next, since it may have passed over what it was woken for. */
  wake(): void;
}

interface Place {
  traffic: QueuedTraffic;
  client: string;
}

/**
 * Makes a lane that is served, by `serve`, as long as somebody waits in it.
 *
 * @param sleep waits for milliseconds or until the signal is aborted
 */
export function createTurns<W>(
  serve: () => Promise<void>,
  sleep: (ms: number, signal: StopSignal) => Promise<void>,
): Turns<W> {
  const places = new Map<W, Place>();
  /** Clients in the order of their turns, each with those who wait for it. */
  const queues: Record<QueuedTraffic, Map<string, Set<W>>> = { interactive: new Map(), bulk: new Map() };
  let serving = false;
  let nap: AbortController | null = null;
  let woken = false;

  async function begin(): Promise<void> {
    serving = true;
    woken = false;
    try {
      while (places.size > 0) await serve();
    } finally {
      serving = false;
    }
  }

  return {
    isEmpty: () => places.size === 0,

    join(waiter, traffic, client) {
      places.set(waiter, { traffic, client });
      const queue = queues[traffic].get(client) ?? new Set();
      queues[traffic].set(client, queue.add(waiter));
      if (serving) return;
      void begin();
    },

    next(traffic) {
      const queue = queues[traffic].values().next().value;
      return queue?.values().next().value;
    },

    leave(waiter) {
      const place = places.get(waiter);
      if (place === undefined) return false;
      places.delete(waiter);
      const { traffic, client } = place;
      const queue = queues[traffic].get(client) as Set<W>;
      queue.delete(waiter);
      // The client goes behind the others, if it has more to ask.
      queues[traffic].delete(client);
      if (queue.size > 0) queues[traffic].set(client, queue);
      return true;
    },

    waiting: (traffic) => [...queues[traffic].values()].flatMap((queue) => [...queue]),

    async pause(ms) {
      if (!woken) {
        nap = new AbortController();
        await sleep(ms, nap.signal).catch(() => {});
        nap = null;
      }
      woken = false;
    },

    wake() {
      woken = true;
      nap?.abort();
    },
  };
}
