import type { onRequestHookHandler } from 'fastify';
import type { AccessTokens } from '../access-tokens.js';
import { credentialOf } from './credential.js';
import { SalesforceError } from './salesforce-error.js';

/** Refuses requests without a session that is good now. Expired and unknown ones are answered alike. */
export function authentication(tokens: AccessTokens): onRequestHookHandler {
  return async (request) => {
    const credential = credentialOf(request.headers.authorization);
    if (credential.kind === 'session') return;
    if (credential.kind === 'oauth' && tokens.check(credential.token).state === 'live') return;
    throw new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  };
}
