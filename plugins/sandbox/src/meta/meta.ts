import type { FastifyInstance } from 'fastify';
import type { Vendor } from '../vendor.js';
import { accountOf, requireAccount } from './credentials.js';
import { createGraph } from './graph.js';
import { GraphError, sendGraphError, unknownNode } from './graph-error.js';
import { registerGraph } from './graph-routes.js';
import { acceptForms } from './params.js';
import { type HourlyCalls, standardAccess, throttle } from './throttle.js';

const VERSION = 'v25.0';

/** Meta's Marketing API v25.0. Tokens are `EAAsandbox-<account>`; all of them see the ad account `act_1001`. */
export const meta: Vendor = createMeta();

/** The vendor with other limits than those of standard access, to reach them in a few calls. */
export function createMeta({ hourlyCalls }: { hourlyCalls?: HourlyCalls } = {}): Vendor {
  return {
    id: 'meta',
    accountOf,
    register(scope, context) {
      answerLikeTheVendor(scope);
      acceptForms(scope);
      scope.addHook('onRequest', async (request) => {
        refuseOldVersions(request.url.slice(scope.prefix.length));
        requireAccount(request);
      });
      const activeAds = context.world.ads.filter(({ status }) => status === 'ACTIVE').length;
      if (context.quotas ?? true) throttle(scope, hourlyCalls ?? standardAccess(activeAds), context.now);
      const graph = createGraph(context.world);
      scope.register(async (api) => registerGraph(api, graph, context), { prefix: `/${VERSION}` });
    },
  };
}

function answerLikeTheVendor(scope: FastifyInstance): void {
  scope.setNotFoundHandler((request) => {
    const [path = ''] = request.url.slice(scope.prefix.length + `/${VERSION}`.length).split('?', 1);
    if (request.method === 'GET') throw new GraphError(2500, `Unknown path components: ${path}`);
    throw unknownNode(path.split('/')[1] ?? '', request.method.toLowerCase());
  });
  scope.setErrorHandler((error, request, reply) => {
    if (error instanceof GraphError) return sendGraphError(reply, error);
    if (error instanceof Error && 'statusCode' in error && Number(error.statusCode) < 500) {
      return sendGraphError(reply, new GraphError(100, `(#100) The request could not be read: ${error.message}`));
    }
    request.log.error(error);
    return sendGraphError(reply, new GraphError(1, 'An unknown error has occurred.'), 500);
  });
}

/** A version of the Marketing API that is gone, or a path without one. */
function refuseOldVersions(path: string): void {
  if (path.startsWith(`/${VERSION}`)) return;
  const message = `(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: ${VERSION}.`;
  throw new GraphError(2635, message);
}
