import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { allowInsecureRequests, discovery, None } from 'openid-client';
import { isLoopback } from '../credentials/loopback.js';
import { IssuerUnavailableError } from './authentication-error.js';

/** Verification keys of one issuer; fetched at the first token and again when an unknown key id appears. */
export type IssuerKeys = () => Promise<JWTVerifyGetKey>;

/**
 * Keys come from `jwksUri`, or from where the issuer's metadata says. Nothing is fetched before the first token.
 * A failed discovery throws IssuerUnavailableError and is not tried again for five seconds.
 */
export function createIssuerKeys(issuer: string, jwksUri: string | undefined, now: () => number): IssuerKeys {
  let keys: Promise<JWTVerifyGetKey> | null = null;
  let failed: { at: number; error: unknown } | null = null;

  return async () => {
    if (failed !== null && now() - failed.at < RETRY_DISCOVERY_MS) throw failed.error;
    keys ??= locate(issuer, jwksUri).catch((cause: unknown) => {
      keys = null;
      failed = { at: now(), error: new IssuerUnavailableError(issuer, cause) };
      throw failed.error;
    });
    return keys;
  };
}

const RETRY_DISCOVERY_MS = 5_000;
const TIMEOUT_MS = 5_000;

async function locate(issuer: string, jwksUri: string | undefined): Promise<JWTVerifyGetKey> {
  const url = new URL(jwksUri ?? (await discoveredJwksUri(issuer)));
  if (url.protocol !== 'https:' && !isLoopback(url)) {
    throw new Error(`The keys of ${issuer} must be served over https, but jwks_uri is ${url.href}.`);
  }
  return createRemoteJWKSet(url, { timeoutDuration: TIMEOUT_MS });
}

async function discoveredJwksUri(issuer: string): Promise<string> {
  const url = new URL(issuer);
  const configuration = await discovery(url, 'selvedge', undefined, None(), {
    timeout: TIMEOUT_MS / 1000,
    execute: isLoopback(url) ? [allowInsecureRequests] : [],
  });
  const { jwks_uri } = configuration.serverMetadata();
  if (jwks_uri === undefined) throw new Error(`The metadata of ${issuer} names no jwks_uri.`);
  return jwks_uri;
}
