import { createClient, type RedisClientType } from '@keyv/redis';
import { createPatience } from './patience.js';
import { refusalIn } from './refusal.js';

export type RedisClient = RedisClientType;

/** What went before Redis was to be had: a late answer, or a time in which nothing could be written. */
export type RedisPast = 'slowness' | 'outage';

/** The way to a Redis that gateways share and can each do without. */
export interface RedisLink {
  readonly client: RedisClient;
  /** The work's result; undefined when Redis is away, answers late, or refuses. Never rejects. */
  attempt<T>(work: (client: RedisClient) => Promise<T>): Promise<T | undefined>;
  /** Whether commands are sent at all at the moment. */
  readonly isUp: boolean;
  /** Calls back each time that Redis is to be had again; the first time it was never there, which is an outage. */
  onBack(listener: (after: RedisPast) => void): void;
  close(): Promise<void>;
}

/** Longest wait for an answer, milliseconds; a healthy Redis near by takes one or two. */
const TIMEOUT_MS = 20;
/** Time between probes of a Redis that failed, milliseconds. */
export const PROBE_EVERY_MS = 250;
/** Longest time between attempts to connect, milliseconds. */
export const LONGEST_RECONNECT_MS = 500;
/** A connection on which nothing came for so long is dead, milliseconds; pings see to it that something comes. */
const SILENCE_MS = 10_000;
const PING_EVERY_MS = 3_000;

/**
 * Connects in the background. With the offline queue off a command fails at once while Redis is away, instead of
 * waiting for it to return. One that fails, is late, or refuses writes is not asked at all until a probe has written to
 * it in time: what it still lets be read may be untrue, as nobody could tell it of writes.
 *
 * @param onTrouble hears of a Redis that fails or works again
 * @param timeoutMs longest wait for an answer
 */
export function openRedis(url: string, onTrouble: (message: string) => void, timeoutMs = TIMEOUT_MS): RedisLink {
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
  const listeners: ((after: RedisPast) => void)[] = [];
  let past: RedisPast = 'outage';
  const tellBack = (): void => {
    for (const listener of listeners) listener(past);
    past = 'slowness';
  };
  const patience = createPatience({
    limitMs: timeoutMs,
    probeEveryMs: PROBE_EVERY_MS,
    probe: () => client.set('selvedge:probe', '', { expiration: { type: 'PX', value: PROBE_EVERY_MS } }),
    onGivenUp: (reason) => onTrouble(`Redis fails (${reason}); serving without it.`),
    onTakenUp() {
      onTrouble('Redis is back; it is in use again.');
      tellBack();
    },
  });
  const fail = (reason: string): void => {
    past = 'outage';
    patience.giveUp(reason);
  };
  client.on('error', (error: unknown) => fail(reasonOf(error)));
  client.on('ready', () => {
    if (patience.isGivenUp) patience.probeNow();
    else tellBack();
  });
  client.connect().catch(() => {});

  /** Hears of refusals on the way of an error. */
  function heed(error: unknown): never {
    const refusal = refusalIn(error);
    if (refusal !== null) fail(refusal);
    throw error;
  }

  return {
    client,
    get isUp() {
      return client.isReady && !patience.isGivenUp;
    },
    async attempt(work) {
      return client.isReady ? patience.attempt(() => work(client).catch(heed)) : undefined;
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

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A name with several addresses fails as a whole, without a word.
  return error.message || String('code' in error ? error.code : error.name);
}
