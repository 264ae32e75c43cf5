import { createHash } from 'node:crypto';
import type { Configuration } from '../config/schema.js';
import { AuthenticationError } from './authentication-error.js';
import type { Identity } from './identity.js';

export type ClientConfiguration = Configuration['clients'][number];

/**
 * Finds the client that a key belongs to. Throws AuthenticationError when there is none, the key has expired, or its tenant is
 * not served.
 */
export type ApiKeys = (key: string) => Identity;

interface KnownClient {
  identity: Identity;
  /** Epoch milliseconds; null for a key that does not expire. */
  expiresAt: number | null;
  /** As configured. */
  expires: string | undefined;
}

/**
 * Only hashes of keys are configured; a key is looked up by its own hash, so no secret is compared byte by byte. Keys that
 * were found once are remembered: there are as many as clients.
 */
export function createApiKeys(
  clients: readonly ClientConfiguration[],
  served: (identity: Identity) => Identity,
  now: () => number,
): ApiKeys {
  const byHash = new Map(clients.map((client) => [client.keyHash, knownClient(client)]));
  const byKey = new Map<string, KnownClient>();

  function find(key: string): KnownClient {
    const hash = keyHashOf(key);
    const client = byHash.get(hash);
    if (client === undefined) {
      throw new AuthenticationError('The API key is not known; expected the key of a configured client.', {
        given: true,
      });
    }
    served(client.identity);
    byKey.set(key, client);
    return client;
  }

  return (key) => {
    const { identity, expiresAt, expires } = byKey.get(key) ?? find(key);
    if (expiresAt !== null && now() >= expiresAt) {
      throw new AuthenticationError(
        `The API key of client "${identity.client}" expired at ${expires}; ask for a new one.`,
        { given: true },
      );
    }
    return identity;
  };
}

function knownClient({ tenant, id, scopes, traffic, expires }: ClientConfiguration): KnownClient {
  return {
    identity: { tenant, client: id, scopes: new Set(scopes), ...(traffic === 'bulk' ? { traffic } : {}) },
    expiresAt: expires === undefined ? null : Date.parse(expires),
    expires,
  };
}

/** What of a key is configured, e.g. `sha256:9f86d0…`. */
export function keyHashOf(key: string): string {
  return `sha256:${createHash('sha256').update(key).digest('hex')}`;
}
