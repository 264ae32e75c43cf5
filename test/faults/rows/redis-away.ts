import type { GatewayProcess } from '../../support/start-gateway-process.js';
import type { TcpFaultProxy } from '../../support/tcp-fault-proxy.js';
import { until } from '../../support/until.js';
import type { Environment } from '../environment.js';
import { oneContact } from '../operations.js';
import { type Measured, measured, type Row } from '../row.js';
import { median } from '../statistics.js';

const PAIRS = 200;
const ROUNDS = 10;
const WARM_UP = 200;

/** Nobody listens where Redis should be. */
export const REDIS_REFUSED: Row = {
  name: 'redis-refused',
  fault: 'Redis refuses connections',
  expected: 'served without it; ≤ 5 ms added (median of 200 pairs with a gateway that has none)',
  hasShortForm: false,
  async run(environment) {
    const { alone, shared, proxy, next } = await start(environment);
    await proxy.set({ kind: 'refuse' });
    await isServedWithout(shared, next);
    const added = await addedMs(alone, shared, next);
    return measured(`${added.toFixed(1)} ms added`, [added > 5 && 'that is over 5 ms']);
  },
};

/** Redis answers, two seconds late. */
export const REDIS_SLOW: Row = {
  name: 'redis-slow',
  fault: 'Redis answers after 2 s',
  expected:
    'served without it; ≤ 25 ms added once until it is given up (median of 10), then ≤ 5 ms (median of 200 pairs)',
  hasShortForm: false,
  async run(environment) {
    const { alone, shared, proxy, next } = await start(environment);
    const firsts: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await proxy.set({ kind: 'none' });
      await isShared(shared, next);
      const usual = median(await elapsed(shared, next, 20));
      await proxy.set({ kind: 'delay', ms: 2_000 });
      const [first = 0] = await elapsed(shared, next, 1);
      firsts.push(first - usual);
    }
    const then = await addedMs(alone, shared, next);
    const first = median(firsts);
    return measured(`${first.toFixed(1)} ms added once, then ${then.toFixed(1)} ms`, [
      first > 25 && 'the first waits over 25 ms',
      then > 5 && 'the others wait over 5 ms',
    ]);
  },
};

interface Pair {
  /** A gateway that has no Redis … */
  alone: GatewayProcess;
  /** … and one that has. */
  shared: GatewayProcess;
  proxy: TcpFaultProxy;
  /** An operation that was never asked before. */
  next: () => string;
}

async function start(environment: Environment): Promise<Pair> {
  const vendors = await environment.startVendors();
  const redis = await environment.startRedis();
  const proxy = await environment.startProxy(redis.port);
  const alone = await environment.startGateway({ vendors, connectors: ['hubspot'] });
  const shared = await environment.startGateway({
    vendors,
    connectors: ['hubspot'],
    settings: { redisUrl: `redis://127.0.0.1:${proxy.port}` },
  });
  let asked = 0;
  const next = (): string => {
    asked += 1;
    return oneContact(asked);
  };
  await elapsed(alone, next, WARM_UP);
  await elapsed(shared, next, WARM_UP);
  return { alone, shared, proxy, next };
}

async function elapsed(gateway: GatewayProcess, next: () => string, times: number): Promise<number[]> {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const { codes, elapsedMs } = await gateway.ask(next());
    if (codes.length > 0) throw new Error(`Expected no error, but got ${codes}.`);
    all.push(elapsedMs);
  }
  return all;
}

/** What the one with Redis takes longer, in the median of pairs that are asked one after the other. */
async function addedMs(alone: GatewayProcess, shared: GatewayProcess, next: () => string): Promise<number> {
  const added: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const [without = 0] = await elapsed(alone, next, 1);
    const [withRedis = 0] = await elapsed(shared, next, 1);
    added.push(withRedis - without);
  }
  return median(added);
}

function isShared(shared: GatewayProcess, next: () => string): Promise<number> {
  return until('Redis is in use', async () => {
    const query = next();
    await shared.ask(query);
    const before = await shared.metric('selvedge_cache_lookups_total', { result: 'hit' });
    await shared.ask(query);
    return (await shared.metric('selvedge_cache_lookups_total', { result: 'hit' })) > before;
  });
}

async function isServedWithout(shared: GatewayProcess, next: () => string): Promise<void> {
  await elapsed(shared, next, 20);
}

/** Redis takes no writes, or loses everything: the answers stay right. */
export const REDIS_UNWILLING: readonly Row[] = (
  [
    ['full', 'Redis is full', ['CONFIG SET maxmemory 1', 'CONFIG SET maxmemory-policy noeviction']],
    ['read-only', 'Redis is read-only', ['REPLICAOF 127.0.0.1 1', 'CONFIG SET replica-serve-stale-data yes']],
    ['restarted', 'Redis restarts', null],
  ] as const
).map(([how, fault, commands]) => ({
  name: `redis-${how}`,
  fault,
  expected: 'right answers throughout, served without it; in use again afterwards',
  hasShortForm: true,
  run: (environment: Environment) => unwilling(environment, commands),
}));

async function unwilling(environment: Environment, commands: readonly string[] | null): Promise<Measured> {
  const vendors = await environment.startVendors();
  const redis = await environment.startRedis();
  const settings = { redisUrl: redis.url };
  const shared = await environment.startGateway({ vendors, connectors: ['hubspot'], settings });
  const fresh = await environment.startGateway({ vendors, connectors: ['hubspot'] });
  let asked = 0;
  const deals = (): string =>
    `{ deals(connector: "hubspot", first: ${1 + (asked++ % 100)}) { edges { node { id name } } } }`;
  let wrong = 0;
  const compare = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      const query = deals();
      const [one, other] = await Promise.all([shared.ask(query), fresh.ask(query)]);
      if (one.codes.length > 0 || JSON.stringify(one.data) !== JSON.stringify(other.data)) wrong += 1;
    }
  };
  const times = environment.isShort ? 20 : 50;
  await compare(times);
  if (commands === null) {
    await redis.stop();
    await compare(times);
    await redis.start();
  } else {
    for (const command of commands) await redis.command(...command.split(' '));
    await compare(times);
  }
  await compare(times);
  await redis.command('REPLICAOF', 'NO', 'ONE');
  await redis.command('CONFIG', 'SET', 'maxmemory', '0');
  const contact = (): string => oneContact(asked++);
  await isShared(shared, contact);
  return measured(`${3 * times - wrong} of ${3 * times} answers right; in use again afterwards`, [
    wrong > 0 && `${wrong} were wrong or failed`,
    !shared.child.isRunning() && 'the gateway died',
  ]);
}
