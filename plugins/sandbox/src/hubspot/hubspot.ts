import type { FastifyRequest } from 'fastify';
import { AccessTokens } from '../access-tokens.js';
import type { Vendor } from '../vendor.js';
import { authentication } from './authentication.js';
import { contactLists } from './contact-lists.js';
import { credentialOf } from './credential.js';
import { Crm } from './crm.js';
import { GENERATIONS } from './generations.js';
import { answerError, answerNotFound } from './hubspot-error.js';
import { parseJson } from './json-body.js';
import { oauthRoutes } from './oauth-routes.js';
import { OBJECT_TYPES } from './object-types.js';
import { quotaHook } from './quota.js';
import { batchRoutes } from './v1/batch-routes.js';
import { readRoutes as legacyReadRoutes } from './v1/read-routes.js';
import { writeRoutes as legacyWriteRoutes } from './v1/write-routes.js';
import { batchReadRoutes } from './v3/batch-read-routes.js';
import { gdprRoutes } from './v3/gdpr-routes.js';
import { listRoutes } from './v3/list-routes.js';
import { objectScope } from './v3/object-scope.js';
import { ownerRoutes } from './v3/owner-routes.js';
import { readRoutes } from './v3/read-routes.js';
import { searchRoutes } from './v3/search-routes.js';
import { subscriptionRoutes } from './v3/subscription-routes.js';
import { upsertRoutes } from './v3/upsert-routes.js';
import { writeRoutes } from './v3/write-routes.js';
import { associationRoutes } from './v4/association-routes.js';

/** HubSpot: legacy contacts, and the CRM as v3 and as 2026-03. Any account name is good; accounts share the world. */
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
      subscriptionRoutes(api, contacts);
      const lists = contactLists(world);
      for (const generation of GENERATIONS) {
        for (const type of OBJECT_TYPES) {
          const objects = objectScope(type, generation.objects, accountOf, now);
          for (const register of [readRoutes, batchReadRoutes, searchRoutes, writeRoutes, upsertRoutes]) {
            register(api, objects);
          }
          if (type === 'contacts') gdprRoutes(api, objects);
        }
        associationRoutes(api, generation.associations, accountOf, now);
        listRoutes(api, generation.lists, lists);
        ownerRoutes(api, generation.owners, world.owners);
      }
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
