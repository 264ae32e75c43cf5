import { LONGEST_RECONNECT_MS, PROBE_EVERY_MS, type RedisClient, type RedisLink } from '../redis/index.js';
import { MARK_TTL_MS, type Marks } from './marks.js';
import { FLOOR, nameOf } from './redis-names.js';

/** Marks that gateways share. */
export interface SharedMarks {
  /** Makes them known to all, now or as soon as Redis takes them. Never rejects. */
  mark(keys: readonly string[], at: number): Promise<void>;
  /** When each was last written, 0 for never; null when that cannot be known. */
  markedAt(keys: readonly string[]): Promise<readonly number[] | null>;
}

export interface SharedMarksOptions {
  /** What this process wrote, for the time in which Redis does not know of it. */
  own: Marks;
  /** Most marks that wait for Redis to come back. Past them, all that is cached is dropped when it does. */
  maxWaiting: number;
  /** Epoch milliseconds. */
  now: () => number;
}

const FLOOR_TTL_MS = 30 * 24 * 60 * 60 * 1_000;
/** Another gateway may notice so much later that Redis is back, and only then tell of its writes, milliseconds. */
const SETTLE_MS = LONGEST_RECONNECT_MS + 2 * PROBE_EVERY_MS;

/** Sets the marks that are newer than what is there. KEYS: marks. ARGV: time of each, then their time to live. */
const PUBLISH = `
  for i, key in ipairs(KEYS) do
    local at = redis.call('get', key)
    if not at or tonumber(at) < tonumber(ARGV[i]) then redis.call('set', key, ARGV[i], 'PX', ARGV[#ARGV]) end
  end`;

/**
 * Marks in Redis. Beside them stands a floor: what was fetched before it counts as overwritten, whatever it is. Who
 * cannot set a mark takes the floor away, and who reads sets it anew. Setting it is a write, so a Redis that has begun
 * to refuse writes, and with them other gateways' marks, is not believed.
 */
export function sharedMarks(redis: RedisLink, { own, maxWaiting, now }: SharedMarksOptions): SharedMarks {
  const waiting = new Map<string, number>();
  let tooMany = false;
  let wasUp = false;
  /** Until then other gateways may still have to tell of their writes; `performance.now()`. */
  let settledAt = 0;

  async function floorOf(client: RedisClient): Promise<number> {
    const at = String(now());
    const floor = await client.set(FLOOR, at, {
      condition: 'NX',
      GET: true,
      expiration: { type: 'PX', value: FLOOR_TTL_MS },
    });
    return Number(floor ?? at);
  }

  /** Whether Redis took them. A full one takes none, but lets keys be removed. */
  async function publish(marks: ReadonlyMap<string, number>): Promise<boolean> {
    const parameters = {
      keys: [...marks.keys()].map(nameOf),
      arguments: [...marks.values(), MARK_TTL_MS].map(String),
    };
    const published = await redis.attempt(async (client) => {
      try {
        await client.eval(PUBLISH, parameters);
        return true;
      } catch (error) {
        await client.unlink(FLOOR).catch(() => {});
        throw error;
      }
    });
    return published ?? false;
  }

  function keepWaiting(marks: ReadonlyMap<string, number>): void {
    for (const [key, at] of marks) {
      if (waiting.size < maxWaiting || waiting.has(key)) waiting.set(key, Math.max(at, waiting.get(key) ?? 0));
      else tooMany = true;
    }
  }

  async function catchUp(): Promise<void> {
    if (tooMany) {
      tooMany = (await redis.attempt((client) => client.unlink(FLOOR))) === undefined;
      if (tooMany) return;
    }
    const marks = new Map(waiting);
    waiting.clear();
    if (marks.size > 0 && !(await publish(marks))) keepWaiting(marks);
    await redis.attempt(floorOf);
  }

  redis.onBack((after) => {
    if (wasUp && after === 'outage') settledAt = performance.now() + SETTLE_MS;
    wasUp = true;
    void catchUp();
  });

  return {
    async mark(keys, at) {
      own.mark(keys, at);
      const marks = new Map(keys.map((key) => [key, at]));
      if (!(await publish(marks))) keepWaiting(marks);
    },
    async markedAt(keys) {
      if (performance.now() < settledAt) return null;
      const read = await redis.attempt((client) => Promise.all([floorOf(client), client.mGet(keys.map(nameOf))]));
      if (read === undefined) return null;
      const [floor, shared] = read;
      return own.markedAt(keys).map((mark, index) => Math.max(mark, floor, Number(shared[index] ?? 0)));
    },
  };
}
