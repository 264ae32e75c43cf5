import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasRedis, type Redis, startRedis } from './support/start-redis.js';
import { type System, startSystem } from './support/start-system.js';
import { startTcpFaultProxy } from './support/tcp-fault-proxy.js';

const UPSERT = /* GraphQL */ `
  mutation ($email: String!, $name: String!) {
    upsertContacts(connector: "hubspot", contacts: [{ email: $email, givenName: $name, familyName: "Doe" }]) {
      accepted
    }
  }
`;
const FIND = 'query ($email: EmailAddress!) { customer(email: $email) { fullName } }';
const EMAIL = 'trouble@example.org';

/** Ways in which Redis lets keys be read but takes no marks. */
const REFUSALS = [
  {
    name: 'a replica, read-only',
    code: 'READONLY',
    begin: (redis: Redis) => redis.command('REPLICAOF', '127.0.0.1', '1'),
    end: (redis: Redis) => redis.command('REPLICAOF', 'NO', 'ONE'),
  },
  {
    name: 'short of replicas',
    code: 'NOREPLICAS',
    begin: (redis: Redis) => redis.command('CONFIG', 'SET', 'min-replicas-to-write', '1'),
    end: (redis: Redis) => redis.command('CONFIG', 'SET', 'min-replicas-to-write', '0'),
  },
  {
    name: 'full',
    code: 'OOM',
    begin: (redis: Redis) => redis.command('CONFIG', 'SET', 'maxmemory', '1mb'),
    end: (redis: Redis) => redis.command('CONFIG', 'SET', 'maxmemory', '0'),
  },
];

describe.skipIf(!hasRedis)('two gateways whose Redis', () => {
  let redis: Redis;
  let one: System;
  let other: System;
  let log: string[] = [];
  let writes = 0;

  beforeAll(async () => {
    redis = await startRedis();
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    const settings = { redisUrl: redis.url, redisTimeoutMs: 1_000 };
    one = await startSystem({ settings, log: (line) => log.push(line) });
    other = await startSystem({ settings, beside: one });
  });
  afterAll(async () => {
    await other.close();
    await one.close();
    await redis.stop();
  });
  beforeEach(() => {
    log = [];
  });

  async function nameSeenBy(system: System): Promise<string> {
    const { data, errors } = await system.ask(FIND, { variables: { email: EMAIL } });
    expect(errors).toEqual([]);
    return data.customer.fullName;
  }

  /** Writes a name that was not there before. */
  async function rename(system: System): Promise<string> {
    writes += 1;
    const name = `Name${writes}`;
    const { data } = await system.ask(UPSERT, { variables: { email: EMAIL, name } });
    expect(data.upsertContacts.accepted).toBe(1);
    return `${name} Doe`;
  }

  /** Until both serve a repeat from the cache. */
  async function bothUseTheCache(): Promise<void> {
    for (const system of [one, other]) {
      const callsOfRepeat = async () => {
        await system.resetCalls();
        await nameSeenBy(system);
        return system.calls({ vendor: 'hubspot' });
      };
      await expect.poll(callsOfRepeat, { timeout: 10_000, interval: 100 }).toEqual({});
    }
  }

  const troubles = (): string[] => log.filter((line) => line.includes('Redis'));

  it.each(REFUSALS)('is $name serve no answer from before a write, and use it again afterwards', async (refusal) => {
    await rename(one);
    await bothUseTheCache();
    await refusal.begin(redis);
    try {
      const first = await rename(one);
      expect(await nameSeenBy(other)).toBe(first);
      expect(await nameSeenBy(one)).toBe(first);
      const second = await rename(other);
      expect(await nameSeenBy(one)).toBe(second);
      expect(troubles()).toEqual([expect.stringContaining(`it refuses writes: ${refusal.code}`)]);
    } finally {
      await refusal.end(redis);
    }
    const last = await rename(one);
    expect(await nameSeenBy(other)).toBe(last);
    await bothUseTheCache();
    expect(await nameSeenBy(other)).toBe(last);
    await expect.poll(troubles).toEqual([expect.anything(), expect.stringContaining('it is in use again')]);
  });

  it.each(REFUSALS)('was $name see afterwards what was written meanwhile', async (refusal) => {
    await rename(one);
    await bothUseTheCache();
    await refusal.begin(redis);
    const written = await rename(one);
    await refusal.end(redis);
    await expect.poll(troubles, { timeout: 5_000 }).toHaveLength(2);
    await expect.poll(() => nameSeenBy(other), { timeout: 5_000 }).toBe(written);
  });

  it('is restarted use it again by themselves', async () => {
    await rename(one);
    await bothUseTheCache();
    await redis.stop();
    const written = await rename(one);
    expect([await nameSeenBy(one), await nameSeenBy(other)]).toEqual([written, written]);
    await redis.start();
    await bothUseTheCache();
    expect(troubles()).toEqual([
      expect.stringContaining('serving without it'),
      expect.stringContaining('it is in use again'),
    ]);
  });

  it('could not be reached by one of them hear of its writes once it can', async () => {
    const proxy = await startTcpFaultProxy(redis.port);
    const cutOff = await startSystem({
      settings: { redisUrl: `redis://127.0.0.1:${proxy.port}`, redisTimeoutMs: 1_000 },
      beside: one,
    });
    try {
      await rename(one);
      await bothUseTheCache();
      await proxy.set({ kind: 'refuse' });
      const written = await rename(cutOff);
      await proxy.set({ kind: 'none' });
      await expect.poll(() => nameSeenBy(other), { timeout: 10_000, interval: 50 }).toBe(written);
    } finally {
      await cutOff.close();
      await proxy.close();
    }
  });

  it('keeps nothing for ever', async () => {
    await bothUseTheCache();
    const names = (await redis.command('KEYS', 'selvedge:*')) as readonly string[];
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) expect(await redis.command('PTTL', name), name).toMatch(/^\d/);
  });

  it('holds what is no entry, ask the vendor', async () => {
    const name = await nameSeenBy(one);
    const names = (await redis.command('KEYS', '*contact.*')) as readonly string[];
    expect(names).not.toEqual([]);
    for (const key of names) await redis.command('SET', key, 'nonsense', 'PX', '60000');
    await other.resetCalls();
    expect(await nameSeenBy(other)).toBe(name);
    expect(await other.calls({ vendor: 'hubspot' })).not.toEqual({});
  });
});
