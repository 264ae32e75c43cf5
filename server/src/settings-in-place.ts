import type { Configuration } from './config/index.js';

export interface SettingsInPlace {
  /** The new configuration with the running one's values where those cannot change. */
  configuration: Configuration;
  /** Settings that have changed and take effect at the next start, e.g. `server.port`. */
  later: readonly string[];
}

/** What of a new configuration can be taken over while the gateway runs. */
export function settingsInPlace(running: Configuration, next: Configuration): SettingsInPlace {
  const later = [
    ...changedMembers('server', running.server, next.server),
    ...changedMembers('cache', cacheSize(running), cacheSize(next)),
    ...changedMembers('resilience.quotas', ledger(running), ledger(next)),
    ...changedMembers('', whole(running), whole(next)),
  ];
  const { server, mode, redisUrl, redisTimeoutMs } = running;
  const { redisUrl: _, ...rest } = next;
  return {
    configuration: {
      ...rest,
      ...(redisUrl === undefined ? {} : { redisUrl }),
      mode,
      redisTimeoutMs,
      server,
      cache: { ...next.cache, ...cacheSize(running) },
      resilience: { ...next.resilience, quotas: { ...next.resilience.quotas, ...ledger(running) } },
    },
    later,
  };
}

/** The listening socket, Redis, and what is told browsers and callers at the door, are there once a process. */
function whole({ mode, redisUrl, redisTimeoutMs }: Configuration) {
  return { mode, redisUrl, redisTimeoutMs };
}

/** The cache outlives a reload, and so does its size. */
function cacheSize({ cache: { maxEntries, maxBytes } }: Configuration) {
  return { maxEntries, maxBytes };
}

/** What of the vendors' quotas is taken is counted on. */
function ledger({ resilience: { quotas } }: Configuration) {
  return { reserve: quotas.reserve, gateways: quotas.gateways };
}

function changedMembers(path: string, before: object, after: object): string[] {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((name) => JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)))
    .map((name) => (path === '' ? name : `${path}.${name}`));
}
