import { createClient, type RedisClientType } from '@keyv/redis';
import { createPatience } from './patience.js';

export type RedisClient = RedisClientType;

/** The way to a Redis that gateways share and can each do without. */
export interface RedisLink {
  readonly client: RedisClient;
  /** The work's result; undefined when Redis is away, answers late, or refuses. Never rejects. */
  attempt<T>(work: (client: RedisClient) => Promise<T>): Promise<T | undefined>;
  /** Whether commands are sent at all at the moment. */
  readonly isUp: boolean;
  /** Calls back each time that Redis is to be had again, the first time included. */
  onBack(listener: () => void): void;
  close(): Promise<void>;
}

/** Longest wait for Redis, milliseconds; a healthy one answers in one or two. */
const LIMIT_MS = 25;
const PROBE_EVERY_MS = 250;
const LONGEST_RECONNECT_MS = 1_000;
/** A connection on which nothing came for so long is dead, milliseconds; pings see to it that something comes. */
const SILENCE_MS = 10_000;
const PING_EVERY_MS = 3_000;

/**
 * Connects in the background. With the offline queue off a command fails at once while Redis is away, instead of
 * waiting for it to return; one that is late is waited for once and then not at all until it is quick again.
 *
 * @param onTrouble hears of a Redis that fails or works again
 * @param limitMs longest wait for an answer, milliseconds
 */
export function openRedis(url: string, onTrouble: (message: string) => void, limitMs = LIMIT_MS): RedisLink {
  const client: RedisClient = createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: PING_EVERY_MS,
    socket: {
      connectTimeout: 2_000,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (attempt) => Math.min(100 * 2 ** attempt, LONGEST_RECONNECT_MS),
    },
  });
  const listeners: (() => void)[] = [];
  let isSlow = false;
  let trouble = false;
  const say = (failing: boolean, message: string): void => {
    if (failing === trouble) return;
    trouble = failing;
    onTrouble(message);
  };
  const lost = (reason: string): void => say(true, `Redis fails (${reason}); serving without it.`);
  const back = (): void => {
    say(false, 'Redis is back; it is in use again.');
    for (const listener of listeners) listener();
  };
  client.on('error', (error: unknown) => lost(error instanceof Error ? error.message : String(error)));
  client.on('ready', back);
  client.connect().catch(() => {});

  const patience = createPatience({
    limitMs,
    probeEveryMs: PROBE_EVERY_MS,
    probe: () => client.ping(),
    onChange(givenUp) {
      isSlow = givenUp;
      if (givenUp) lost(`no answer within ${limitMs} ms`);
      else back();
    },
  });

  return {
    client,
    get isUp() {
      return client.isReady && !isSlow;
    },
    async attempt(work) {
      return client.isReady ? patience.attempt(() => work(client)) : undefined;
    },
    onBack(listener) {
      listeners.push(listener);
    },
    async close() {
      patience.stop();
      client.destroy();
    },
  };
}
