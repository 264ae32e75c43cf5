import type { FastifyInstance } from 'fastify';
import type { Vendor } from '../vendor.js';
import { API_VERSIONS, type ApiVersion } from './api-version.js';
import { registerBrowserPixel } from './browser-pixel.js';
import { accountOf, requireAccount } from './credentials.js';
import { registerEvents } from './event-routes.js';
import { createGraph } from './graph.js';
import { GraphError, sendGraphError, unknownNode } from './graph-error.js';
import { registerGraph } from './graph-routes.js';
import { createInsights } from './insights.js';
import { acceptForms } from './params.js';
import { Pixels } from './pixels.js';
import { ReportRuns } from './report-runs.js';
import { type HourlyCalls, standardAccess, throttle } from './throttle.js';

/** Meta's Marketing API and Conversions API. Tokens are `EAAsandbox-<account>`; all see the ad account `act_1001`. */
export const meta: Vendor = createMeta();

export interface MetaOptions {
  /** Other limits than those of standard access, to reach them in a few calls. */
  hourlyCalls?: HourlyCalls;
  /** Versions that have not expired; default: all that the sandbox has. */
  versions?: readonly ApiVersion[];
}

export function createMeta({ hourlyCalls, versions = API_VERSIONS }: MetaOptions = {}): Vendor {
  return {
    id: 'meta',
    accountOf,
    register(scope, context) {
      answerLikeTheVendor(scope);
      acceptForms(scope);
      const pixels = new Pixels(context.now);
      registerBrowserPixel(scope, pixels);
      const graph = createGraph(context.world);
      const parts = { graph, insights: createInsights(context.world, graph), runs: new ReportRuns(), now: context.now };
      const activeAds = context.world.ads.filter(({ status }) => status === 'ACTIVE').length;
      scope.register(async (api) => {
        api.setNotFoundHandler((request) => refuseUnknownPath(request.method, request.url.slice(scope.prefix.length)));
        api.addHook('onRequest', async (request) => {
          refuseOldVersions(request.url.slice(scope.prefix.length), versions);
          requireAccount(request);
        });
        if (context.quotas ?? true) throttle(api, hourlyCalls ?? standardAccess(activeAds), context.now);
        for (const version of versions) {
          const register = async (at: FastifyInstance) => {
            registerGraph(at, version, parts);
            registerEvents(at, pixels);
          };
          api.register(register, { prefix: `/${version}` });
        }
      });
    },
  };
}

function answerLikeTheVendor(scope: FastifyInstance): void {
  scope.setErrorHandler((error, request, reply) => {
    if (error instanceof GraphError) return sendGraphError(reply, error);
    if (error instanceof Error && 'statusCode' in error && Number(error.statusCode) < 500) {
      return sendGraphError(reply, new GraphError(100, `(#100) The request could not be read: ${error.message}`));
    }
    request.log.error(error);
    return sendGraphError(reply, new GraphError(1, 'An unknown error has occurred.'), 500);
  });
}

function refuseUnknownPath(method: string, url: string): never {
  const [path = ''] = url.split('?', 1);
  const below = path.split('/').slice(2);
  if (method === 'GET') throw new GraphError(2500, `Unknown path components: /${below.join('/')}`);
  throw unknownNode(below[0] ?? '', method.toLowerCase());
}

/** A version that is gone, or a path without one. */
function refuseOldVersions(path: string, versions: readonly ApiVersion[]): void {
  if (versions.some((version) => new RegExp(`^/${version}([/?]|$)`).test(path))) return;
  const message = `(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: ${versions.at(-1)}.`;
  throw new GraphError(2635, message);
}
