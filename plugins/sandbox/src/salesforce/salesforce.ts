import type { FastifyRequest } from 'fastify';
import { AccessTokens } from '../access-tokens.js';
import type { Vendor } from '../vendor.js';
import { servedVersion } from './api-version.js';
import { authentication } from './authentication.js';
import { collectionRoutes } from './collection-routes.js';
import { credentialOf } from './credential.js';
import { DailyRequests, dailyRequestsHook, shortUri } from './daily-requests.js';
import { limitRoutes } from './limit-routes.js';
import { Orgs } from './org.js';
import { queryRoutes } from './query-routes.js';
import { recordRoutes } from './record-routes.js';
import type { RoutesContext } from './routes-context.js';
import { answerError, answerNotFound, SalesforceError } from './salesforce-error.js';
import { tokenRoutes } from './token-routes.js';

/** Salesforce: SOQL, records one by one and in collections, tokens. Any account name is good; accounts share the world. */
export const salesforce: Vendor = {
  id: 'salesforce',

  register(scope, { world, now, quotas = true, accessTokens = new AccessTokens(now) }) {
    const orgs = new Orgs(world);
    const requests = new DailyRequests(now);
    const context: RoutesContext = {
      org: (request) => orgs.org(accountName(request)),
      now,
    };

    scope.setErrorHandler(answerError);
    scope.setNotFoundHandler(answerNotFound);
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
      if (body === '') return done(null, undefined);
      try {
        done(null, JSON.parse(body.toString()));
      } catch {
        done(new SalesforceError(400, 'JSON_PARSER_ERROR', 'Unexpected character in the JSON body'));
      }
    });
    tokenRoutes(scope, accessTokens, now);

    scope.register(async (api) => {
      for (const hook of [shortUri, authentication(accessTokens), dailyRequestsHook(requests, quotas), servedVersion]) {
        api.addHook('onRequest', hook);
      }
      queryRoutes(api, context);
      recordRoutes(api, context);
      limitRoutes(api, requests);
      api.register(async (collections) => collectionRoutes(collections, context));
    });
  },

  accountOf({ authorization }) {
    const credential = credentialOf(authorization);
    return credential.kind === 'none' ? null : credential.account;
  },
};

/** Called behind authentication only, where a credential is certain. */
function accountName(request: FastifyRequest): string {
  const credential = credentialOf(request.headers.authorization);
  if (credential.kind === 'none') throw new Error('A route behind authentication was reached without a credential');
  return credential.account;
}
