import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import { AccessTokens } from '../access-tokens.js';
import type { Vendor } from '../vendor.js';
import { presentedToken } from './credentials.js';
import { identityRoutes } from './identity-routes.js';
import { AccountLeads, SharedLeads } from './leads.js';
import { limitCalls, limitConcurrency } from './limits.js';
import { answerError, answerNotFound, MarketoError } from './marketo-error.js';
import { readRoutes } from './read-routes.js';
import { writeRoutes } from './write-routes.js';

/** Longest address that Marketo's web server takes, bytes. */
const LONGEST_URI = 8_192;
/** Largest body, bytes. */
const LARGEST_BODY = 1_048_576;

/** Marketo Engage: its identity service and the lead database. Any account name is good; accounts share the world. */
export const marketo: Vendor = {
  id: 'marketo',

  register(scope, { world, now, quotas = true, accessTokens = new AccessTokens(now) }) {
    const shared = new SharedLeads(world);
    const accounts = new Map<string, AccountLeads>();
    const leadsOf = ({ headers }: { headers: { authorization?: string | undefined } }) => {
      const account = presentedToken(headers.authorization)?.account ?? '';
      const leads = accounts.get(account) ?? new AccountLeads(shared);
      accounts.set(account, leads);
      return leads;
    };

    scope.setErrorHandler(answerError);
    scope.setNotFoundHandler(answerNotFound);
    takeBodies(scope);
    identityRoutes(scope, accessTokens, now);
    scope.register(
      async (api) => {
        api.addHook('onRequest', refuseLongAddresses);
        api.addHook('onRequest', authentication(accessTokens));
        if (quotas) {
          limitConcurrency(api, api.prefix);
          limitCalls(api, now);
        }
        readRoutes(api, leadsOf);
        writeRoutes(api, leadsOf, now);
      },
      { prefix: '/rest/v1' },
    );
  },

  accountOf({ authorization }) {
    return presentedToken(authorization)?.account ?? null;
  },
};

function takeBodies(scope: FastifyInstance): void {
  const options = { parseAs: 'string' as const, bodyLimit: LARGEST_BODY };
  scope.addContentTypeParser<string>('application/json', options, (_request, body, done) => {
    try {
      done(null, body === '' ? null : JSON.parse(body));
    } catch {
      done(new MarketoError('609', 'Invalid JSON'));
    }
  });
  scope.addContentTypeParser<string>('application/x-www-form-urlencoded', options, (_request, body, done) =>
    done(null, body),
  );
}

const refuseLongAddresses: onRequestHookHandler = async (request) => {
  if (Buffer.byteLength(request.url) > LONGEST_URI) {
    throw Object.assign(new Error('URI too long'), { statusCode: 414 });
  }
};

/** By the header alone: the query parameter `access_token` is not looked at any more. */
function authentication(tokens: AccessTokens): onRequestHookHandler {
  return async ({ headers }) => {
    const presented = presentedToken(headers.authorization);
    const state = presented === null ? 'unknown' : tokens.check(presented.token).state;
    if (state === 'unknown') throw new MarketoError('601', 'Access token invalid');
    if (state === 'expired') throw new MarketoError('602', 'Access token expired');
  };
}
