import { createHash, timingSafeEqual } from 'node:crypto';
import type { Configuration } from '../config/schema.js';
import { AuthenticationError } from './authentication-error.js';
import type { Identity } from './identity.js';

export type ClientConfiguration = Configuration['clients'][number];

/** Finds the client that a key belongs to. Throws AuthenticationError when there is none or the key has expired. */
export type ApiKeys = (key: string) => Identity;

/** Only hashes of keys are configured; a key is looked up by its own hash, so no secret is compared byte by byte. */
export function createApiKeys(clients: readonly ClientConfiguration[], now: () => number): ApiKeys {
  const byHash = new Map(clients.map((client) => [client.keyHash, client]));
  return (key) => {
    const hash = keyHashOf(key);
    const client = byHash.get(hash);
    if (client === undefined || !timingSafeEqual(Buffer.from(client.keyHash), Buffer.from(hash))) {
      throw new AuthenticationError('The API key is not known; expected the key of a configured client.', {
        given: true,
      });
    }
    if (client.expires !== undefined && now() >= Date.parse(client.expires)) {
      throw new AuthenticationError(
        `The API key of client "${client.id}" expired at ${client.expires}; ask for a new one.`,
        { given: true },
      );
    }
    const { tenant, id, scopes, traffic } = client;
    return { tenant, client: id, scopes: new Set(scopes), ...(traffic === 'bulk' ? { traffic } : {}) };
  };
}

/** What of a key is configured, e.g. `sha256:9f86d0…`. */
export function keyHashOf(key: string): string {
  return `sha256:${createHash('sha256').update(key).digest('hex')}`;
}
