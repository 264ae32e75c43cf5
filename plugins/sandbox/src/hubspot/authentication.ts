import type { onRequestHookHandler } from 'fastify';
import type { AccessTokens } from '../access-tokens.js';
import { credentialOf } from './credential.js';
import { HubSpotError } from './hubspot-error.js';

/** Refuses requests without a credential that is good now. */
export function authentication(tokens: AccessTokens, now: () => number): onRequestHookHandler {
  return async (request) => {
    const credential = credentialOf(request.headers.authorization);
    if (credential.kind === 'private-app') return;
    if (credential.kind === 'none') throw unknownCredential();
    const token = tokens.check(credential.token);
    if (token.state === 'expired') throw expiredCredential(token.expiredAt, now());
    if (token.state === 'unknown') throw unknownCredential();
  };
}

function unknownCredential(): HubSpotError {
  return new HubSpotError(401, {
    message:
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    category: 'INVALID_AUTHENTICATION',
  });
}

function expiredCredential(expiredAt: number, now: number): HubSpotError {
  const minutes = Math.floor((now - expiredAt) / 60_000);
  return new HubSpotError(401, {
    message: `The OAuth token used to make this call expired ${minutes} minute(s) ago.`,
    category: 'EXPIRED_AUTHENTICATION',
    context: { 'expire time': [new Date(expiredAt).toISOString()] },
  });
}
