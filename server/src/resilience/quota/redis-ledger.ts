import { createHash } from 'node:crypto';
import type { RedisClient, RedisLink } from '../../redis/index.js';
import type { Denial, Grant, Reserve, Settlement, Taking, Traffic } from './ledger.js';
import { PAUSE, SETTLE, TAKE } from './ledger-scripts.js';
import { FLIGHT_POLL_MS } from './memory-ledger.js';
import type { WindowUse } from './window-use.js';

/** A ledger in Redis, which all gateways share. */
export interface RedisLedger {
  /** Null when Redis cannot say. */
  take(taking: Taking): Promise<Grant | Denial | null>;
  /** `grant`: null for a call that another ledger granted. */
  settle(taking: Taking, grant: Grant | null, settlement: Settlement): Promise<void>;
  pause(account: string, ms: number): Promise<void>;
}

/** Shadow calls have no share of their own: they are counted with those that are not ours. */
const KIND: Readonly<Record<Traffic, string>> = { interactive: 'i', bulk: 'b', shadow: 'o' };
const MILLION = 1_000_000;

export function createRedisLedger(redis: RedisLink, reserve: Reserve): RedisLedger {
  const reserves = [reserve.interactive, reserve.bulk].map((share) => String(Math.round(share * MILLION)));

  return {
    async take(taking) {
      const { id, account, windows, concurrency, traffic, flightMs } = taking;
      const keys = [key(account, 'pause'), key(account, 'flights'), ...windows.map(({ name }) => key(account, name))];
      const args = [
        id,
        String(concurrency ?? 0),
        String(Math.ceil(flightMs)),
        KIND[traffic],
        ...reserves,
        String(FLIGHT_POLL_MS),
        ...windows.flatMap((use) => {
          const leftMs = use.span.kind === 'day' ? use.span.leftMs : 0;
          return [...counted(use), leftMs].map((each) => String(Math.ceil(each)));
        }),
      ];
      const answer = await redis.attempt((client) => run(client, TAKE, keys, args));
      return answer === undefined ? null : readTaken(answer, windows);
    },

    async settle({ id, account, windows, traffic }, grant, { sent, readings }) {
      const keys = [key(account, 'flights'), ...windows.map(({ name }) => key(account, name))];
      const args = [
        id,
        KIND[traffic],
        String(grant?.heldAt ?? 0),
        sent ? '1' : '0',
        ...windows.flatMap((use) => {
          const reading = readings.find(({ window }) => window === use.name);
          const told = [reading?.limit ?? 0, reading?.remaining ?? -1, reading?.exact ? 1 : 0];
          return [...counted(use), ...told].map((each) => String(Math.ceil(each)));
        }),
      ];
      await redis.attempt((client) => run(client, SETTLE, keys, args));
    },

    async pause(account, ms) {
      await redis.attempt((client) => run(client, PAUSE, [key(account, 'pause')], [String(Math.ceil(ms))]));
    },
  };
}

/** Braces keep an account's keys in one slot of a cluster, as a script needs them. */
function key(account: string, part: string): string {
  return `selvedge:quota:{${account.length}:${account}}:${part}`;
}

function counted({ limit, units, bucketMs, span }: WindowUse): readonly number[] {
  return [limit, units, bucketMs, span.kind === 'day' ? span.agoMs : span.ms];
}

function readTaken(answer: readonly number[], windows: readonly WindowUse[]): Grant | Denial {
  const [granted, waitMs = 0, reason = 0, heldAt = 0, ...figures] = answer;
  const usage = windows.map(({ name }, index) => ({
    name,
    limit: figures[2 * index] ?? 0,
    used: figures[2 * index + 1] ?? 0,
  }));
  if (granted === 1) return { granted: true, heldAt, usage };
  return { granted: false, waitMs, because: becauseOf(reason, windows), usage };
}

function becauseOf(reason: number, windows: readonly WindowUse[]): Denial['because'] {
  if (reason === -1) return 'pause';
  return reason === -2 ? 'concurrency' : { window: windows[reason - 1]?.name ?? '' };
}

const hashes = new Map([TAKE, SETTLE, PAUSE].map((script) => [script, sha1(script)]));

/** By hash, which Redis knows once it has seen the script; a restarted one is shown it again. */
async function run(
  client: RedisClient,
  script: string,
  keys: readonly string[],
  args: readonly string[],
): Promise<readonly number[]> {
  const options = { keys: [...keys], arguments: [...args] };
  try {
    return (await client.evalSha(hashes.get(script) as string, options)) as readonly number[];
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return (await client.eval(script, options)) as readonly number[];
  }
}

function sha1(script: string): string {
  return createHash('sha1').update(script).digest('hex');
}
