import type { Generations } from './generations.js';
import type { RedisLink } from './redis/index.js';

/** What the gateway does without at the moment, one sentence each; it serves all the same. */
export function degraded(redis: RedisLink | null, generations: Generations): readonly string[] {
  const { breakers, connections } = generations.current.connectors;
  return [
    ...(redis === null || redis.isUp ? [] : ['Redis is away or slow; serving without it.']),
    ...generations
      .unavailable()
      .map(
        ({ assignment: { connector, candidate, stable } }) =>
          `${connector}@${candidate} cannot be used here; ${stable} answers everybody (the log says why).`,
      ),
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
