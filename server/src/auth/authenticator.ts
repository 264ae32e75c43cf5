import { createAccessTokens, type IssuerConfiguration } from './access-tokens.js';
import { type ClientConfiguration, createApiKeys } from './api-keys.js';
import { AuthenticationError } from './authentication-error.js';
import { type Identity, type RequestHeaders, singleHeader } from './identity.js';
import { sandboxCaller } from './sandbox-caller.js';

export interface AuthenticatorOptions {
  clients: readonly ClientConfiguration[];
  issuers: readonly IssuerConfiguration[];
  /** Ids of the configured tenants; nobody acts for another one. */
  tenants: Iterable<string>;
  /** Whether a request without a credential is served, as the sandbox's caller. */
  sandbox: boolean;
  /** Epoch milliseconds; default the system's clock. */
  now?: () => number;
}

/**
 * Says who is calling, from `Authorization: Bearer` (API key or JWT access token) or `X-API-Key`: at once unless a token is
 * to be verified. Throws, or rejects with, AuthenticationError; or IssuerUnavailableError when an issuer's keys cannot be had.
 */
export type Authenticate = (headers: RequestHeaders) => Identity | Promise<Identity>;

export function createAuthenticator(options: AuthenticatorOptions): Authenticate {
  const now = options.now ?? Date.now;
  const tenants = new Set(options.tenants);
  const fromKey = createApiKeys(options.clients, served, now);
  const fromToken = createAccessTokens(options.issuers, now);

  function served(identity: Identity): Identity {
    if (tenants.has(identity.tenant)) return identity;
    throw new AuthenticationError('The credential is for a tenant that this gateway does not serve.', { given: true });
  }

  return (headers) => {
    const credential = credentialOf(headers);
    if (credential === null) {
      if (options.sandbox) return sandboxCaller(headers, tenants);
      throw new AuthenticationError(`A credential is needed: ${EXPECTED}.`, { given: false });
    }
    return JWT.test(credential) ? fromToken(credential).then(served) : fromKey(credential);
  };
}

const EXPECTED = 'expected "Authorization: Bearer <API key or access token>" or "X-API-Key: <API key>"';
const JWT = /^[\w-]+\.[\w-]*\.[\w-]*$/;
const BEARER = /^Bearer +([^\s]+) *$/i;

function credentialOf(headers: RequestHeaders): string | null {
  const authorization = headers.authorization;
  const key = headers['x-api-key'];
  if (authorization === undefined && key === undefined) return null;
  if (authorization !== undefined && key !== undefined) {
    throw new AuthenticationError(`Two credentials were given; ${EXPECTED}, not both.`, { given: true });
  }
  const credential =
    authorization === undefined
      ? singleHeader(headers, 'x-api-key')
      : (BEARER.exec(singleHeader(headers, 'authorization') ?? '')?.[1] ?? null);
  if (credential === null || credential === '') {
    throw new AuthenticationError(`The credential has the wrong form; ${EXPECTED}.`, { given: true });
  }
  return credential;
}
