import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  clientCredentialsGrant,
  customFetch,
  genericGrantRequest,
  refreshTokenGrant,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client';
import type { CredentialConfiguration } from '../config/schema.js';
import { createAssertion } from './jwt-assertion.js';
import { isLoopback } from './loopback.js';
import type { IssuedToken } from './token-cache.js';
import { tokenFailure } from './token-failure.js';

export type GrantConfiguration = Exclude<CredentialConfiguration, { type: 'token' }>;

/**
 * Asks a vendor's token endpoint (RFC 6749 §4.4 and §6, RFC 7523 §2.1) for a token. A rotated refresh token is kept for the
 * next call. Throws TypeError when the URL is not https, and not http on this machine where that is allowed, and for an
 * unusable key; calls throw VendorError.
 */
export function createTokenEndpoint(
  grant: GrantConfiguration,
  { allowHttp, now }: { allowHttp: boolean; now: () => number },
): () => Promise<IssuedToken> {
  const url = new URL(grant.tokenUrl);
  const insecure = url.protocol === 'http:' && allowHttp && isLoopback(url);
  if (url.protocol !== 'https:' && !insecure) {
    throw new TypeError(
      `tokenUrl must be https (or, in sandbox mode, http on this machine), but got ${url.origin}${url.pathname}.`,
    );
  }
  const configuration = new Configuration(
    { issuer: url.origin, token_endpoint: url.href },
    grant.clientId,
    undefined,
    grant.type === 'jwt-bearer' ? assertionOnly : ClientSecretPost(grant.clientSecret),
  );
  configuration.timeout = TIMEOUT_SECONDS;
  configuration[customFetch] = fetchWithoutIdToken;
  if (insecure) allowInsecureRequests(configuration);
  const request = requestOf(grant, configuration, now);

  return async () => {
    try {
      const response = await request();
      // As it was issued: what `expiresIn()` tells is whole seconds by the system's clock, so one less a moment later.
      const seconds = response.expires_in;
      return { token: response.access_token, lifetimeMs: seconds === undefined ? null : seconds * 1000 };
    } catch (error) {
      throw tokenFailure(error, url.host);
    }
  };
}

type Request = () => Promise<TokenEndpointResponse & TokenEndpointResponseHelpers>;

const TIMEOUT_SECONDS = 10;

/** The assertion names the client and proves it. */
const assertionOnly: ClientAuth = () => {};

function requestOf(grant: GrantConfiguration, configuration: Configuration, now: () => number): Request {
  if (grant.type === 'jwt-bearer') {
    const assertion = createAssertion(grant, now);
    return async () =>
      genericGrantRequest(configuration, 'urn:ietf:params:oauth:grant-type:jwt-bearer', {
        assertion: await assertion(),
      });
  }
  if (grant.type === 'client-credentials') {
    const parameters: Record<string, string> = grant.scope === undefined ? {} : { scope: grant.scope };
    return () => clientCredentialsGrant(configuration, parameters);
  }
  let { refreshToken } = grant;
  return async () => {
    const response = await refreshTokenGrant(configuration, refreshToken);
    refreshToken = response.refresh_token ?? refreshToken;
    return response;
  };
}

/** Only the access token is wanted here; an ID token would be checked against an issuer that nobody configured. */
const fetchWithoutIdToken: CustomFetch = async (url, options) => {
  const response = await fetch(url, options as RequestInit);
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) return response;
  const text = await response.text();
  const body = parsed(text);
  if (typeof body !== 'object' || body === null || !('id_token' in body)) return new Response(text, response);
  const { id_token: _, ...rest } = body;
  return new Response(JSON.stringify(rest), response);
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
