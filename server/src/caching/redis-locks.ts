import { randomUUID } from 'node:crypto';
import type { RedisLink } from '../redis/index.js';
import { FETCHED_AT } from './entry-text.js';
import type { Claim, FetchLocks, Lease } from './fetch-locks.js';
import { lockWatch } from './lock-watch.js';
import { lockNameOf, nameOf } from './redis-names.js';

/** How long a failure is told to those who waited, milliseconds: they look several times in that time. */
const TOLD_FOR_MS = 1_000;

/** Most keys of one claim, some ten milliseconds of Redis; larger batches are fetched without locks. */
const MOST_KEYS = 1_000;

/**
 * Takes what is free. KEYS: locks, then entries. ARGV: the token, its time to live, then what was seen of each entry.
 * Says of each key: `granted`, `landed` and when its entry was fetched, or `held` and by whom.
 */
const CLAIM = `
  local count, claims = #KEYS / 2, {}
  for i = 1, count do
    local fetchedAt = tonumber(redis.call('getrange', KEYS[count + i], ${FETCHED_AT.from}, ${FETCHED_AT.to}))
    local holder = redis.call('get', KEYS[i])
    if fetchedAt and fetchedAt > tonumber(ARGV[2 + i]) then
      claims[i] = 'landed ' .. string.format('%.0f', fetchedAt)
    elseif holder and string.sub(holder, 1, 1) ~= '!' then
      claims[i] = 'held ' .. holder
    else
      redis.call('set', KEYS[i], ARGV[1], 'PX', ARGV[2])
      claims[i] = 'granted'
    end
  end
  return claims`;

/**
 * Gives back what is still held: who was slower than its time must not free another's lock. KEYS: locks. ARGV: the
 * token, how long failures are told, then the failure of each as JSON, or nothing.
 */
const RELEASE = `
  for i, key in ipairs(KEYS) do
    if redis.call('get', key) == ARGV[1] then
      if ARGV[2 + i] == '' then redis.call('del', key)
      else redis.call('set', key, '!' .. ARGV[1] .. ARGV[2 + i], 'PX', ARGV[2]) end
    end
  end`;

/** Locks with a token and a time to live, after https://redis.io/docs/latest/commands/set/#patterns. */
export function redisLocks(redis: RedisLink): FetchLocks {
  return {
    async claim(wanted, holdMs): Promise<Lease | null> {
      if (wanted.length > MOST_KEYS) return null;
      const token = randomUUID();
      const answer = await redis.attempt((client) =>
        client.eval(CLAIM, {
          keys: [...wanted.map(({ key }) => lockNameOf(key)), ...wanted.map(({ key }) => nameOf(key))],
          arguments: [token, ...[Math.ceil(holdMs), ...wanted.map(({ seen }) => seen)].map(String)],
        }),
      );
      if (!Array.isArray(answer) || answer.length !== wanted.length) return null;
      return {
        claims: answer.map((text) => claimIn(String(text))),
        async release(keys) {
          await redis.attempt((client) =>
            client.eval(RELEASE, {
              keys: keys.map(({ key }) => lockNameOf(key)),
              arguments: [
                token,
                String(TOLD_FOR_MS),
                ...keys.map(({ failure }) => (failure === null ? '' : JSON.stringify(failure))),
              ],
            }),
          );
        },
      };
    },
    holderDone: lockWatch(redis),
  };
}

function claimIn(text: string): Claim {
  const [state, detail = ''] = text.split(' ');
  if (state === 'landed') return { state, fetchedAt: Number(detail) };
  return state === 'held' ? { state, holder: detail } : { state: 'granted' };
}
