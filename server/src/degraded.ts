import type { RedisLink } from './redis/index.js';
import type { TenantConnectors } from './tenant-connectors.js';

/** What the gateway does without at the moment, one sentence each; it serves all the same. */
export function degraded(redis: RedisLink | null, { breakers, connections }: TenantConnectors): readonly string[] {
  return [
    ...(redis === null || redis.isUp ? [] : ['Redis is away or slow; serving without it.']),
    ...connections.flatMap(({ id, connector, credential, client }) =>
      credential.refusedAt > client.lastGoodAt
        ? [`${connector} refuses the credential of ${id}; connect the account again.`]
        : [],
    ),
    ...breakers.flatMap(({ served: { connector, version, connection }, breaker: { state } }) =>
      state === 'closed' ? [] : [`${connector}@${version} for ${connection} is not being called (breaker ${state}).`],
    ),
  ];
}
