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
  return new ClientsInTurn(serve, sleep);
}

class ClientsInTurn<W> implements Turns<W> {
  readonly #serve: () => Promise<void>;
  readonly #sleep: (ms: number, signal: StopSignal) => Promise<void>;
  readonly #places = new Map<W, Place>();
  /** Clients in the order of their turns, each with those who wait for it. */
  readonly #queues: Record<QueuedTraffic, Map<string, Set<W>>> = { interactive: new Map(), bulk: new Map() };
  #waiting = 0;
  #serving = false;
  #nap: AbortController | null = null;
  #woken = false;

  constructor(serve: () => Promise<void>, sleep: (ms: number, signal: StopSignal) => Promise<void>) {
    this.#serve = serve;
    this.#sleep = sleep;
  }

  isEmpty(): boolean {
    return this.#waiting === 0;
  }

  join(waiter: W, traffic: QueuedTraffic, client: string): void {
    this.#places.set(waiter, { traffic, client });
    this.#waiting = this.#places.size;
    const queue = this.#queues[traffic].get(client) ?? new Set();
    this.#queues[traffic].set(client, queue.add(waiter));
    if (!this.#serving) void this.#begin();
  }

  next(traffic: QueuedTraffic): W | undefined {
    const queue = this.#queues[traffic].values().next().value;
    return queue?.values().next().value;
  }

  leave(waiter: W): boolean {
    const place = this.#places.get(waiter);
    if (place === undefined) return false;
    this.#places.delete(waiter);
    this.#waiting = this.#places.size;
    const { traffic, client } = place;
    const queue = this.#queues[traffic].get(client) as Set<W>;
    queue.delete(waiter);
    // The client goes behind the others, if it has more to ask.
    this.#queues[traffic].delete(client);
    if (queue.size > 0) this.#queues[traffic].set(client, queue);
    return true;
  }

  waiting(traffic: QueuedTraffic): readonly W[] {
    return [...this.#queues[traffic].values()].flatMap((queue) => [...queue]);
  }

  async pause(ms: number): Promise<void> {
    if (!this.#woken) {
      this.#nap = new AbortController();
      await this.#sleep(ms, this.#nap.signal).catch(() => {});
      this.#nap = null;
    }
    this.#woken = false;
  }

  wake(): void {
    this.#woken = true;
    this.#nap?.abort();
  }

  async #begin(): Promise<void> {
    this.#serving = true;
    this.#woken = false;
    try {
      while (this.#places.size > 0) await this.#serve();
    } finally {
      this.#serving = false;
    }
  }
}
