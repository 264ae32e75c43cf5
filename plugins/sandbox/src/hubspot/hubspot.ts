import type { FastifyRequest } from 'fastify';
import { AccessTokens } from '../access-tokens.js';
import type { Vendor } from '../vendor.js';
import { authentication } from './authentication.js';
import { credentialOf } from './credential.js';
import { Crm } from './crm.js';
import { answerError, answerNotFound } from './hubspot-error.js';
import { parseJson } from './json-body.js';
import { oauthRoutes } from './oauth-routes.js';
import { OBJECT_TYPES } from './object-types.js';
import { quotaHook } from './quota.js';
import { batchRoutes } from './v1/batch-routes.js';
import { readRoutes as legacyReadRoutes } from './v1/read-routes.js';
import { writeRoutes as legacyWriteRoutes } from './v1/write-routes.js';
import { batchReadRoutes } from './v3/batch-read-routes.js';
import { objectScope } from './v3/object-scope.js';
import { readRoutes } from './v3/read-routes.js';
import { searchRoutes } from './v3/search-routes.js';
import { upsertRoutes } from './v3/upsert-routes.js';
import { writeRoutes } from './v3/write-routes.js';
import { associationRoutes } from './v4/association-routes.js';

/** HubSpot: legacy contacts, CRM v3 objects, v4 associations. Any account name is good; accounts share the world. */
export const hubspot: Vendor = {
  id: 'hubspot',

  register(scope, { world, now, quotas = true, accessTokens = new AccessTokens(now) }) {
    const crm = new Crm(world);
    const accountOf = (request: FastifyRequest) => crm.account(accountName(request.headers.authorization));

    scope.setErrorHandler(answerError);
    scope.setNotFoundHandler(answerNotFound);
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson);
    oauthRoutes(scope, accessTokens);

    scope.register(async (api) => {
      api.addHook('onRequest', authentication(accessTokens, now));
      if (quotas) api.addHook('onRequest', quotaHook(now));
      const contacts = { table: (request: FastifyRequest) => accountOf(request).tables.contacts, now };
      for (const register of [legacyReadRoutes, batchRoutes, legacyWriteRoutes]) register(api, contacts);
      for (const type of OBJECT_TYPES) {
        const objects = objectScope(type, accountOf, now);
        for (const register of [readRoutes, batchReadRoutes, searchRoutes, writeRoutes, upsertRoutes]) {
          register(api, objects);
        }
      }
      associationRoutes(api, accountOf, now);
    });
  },

  accountOf({ authorization }) {
    const credential = credentialOf(authorization);
    return credential.kind === 'none' ? null : credential.account;
  },
};

/** Called behind authentication only, where a credential is certain. */
function accountName(authorization: string | undefined): string {
  const credential = credentialOf(authorization);
  if (credential.kind === 'none') throw new Error('A route behind authentication was reached without a credential');
  return credential.account;
}
