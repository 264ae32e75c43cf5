import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Vendor } from '../vendor.js';
import { RESULTS_PATH, registerBatches } from './batch-routes.js';
import { registerCampaigns } from './campaign-routes.js';
import { limitConnections } from './connection-limit.js';
import { accountOf, hasCredential } from './credentials.js';
import { registerLists } from './list-routes.js';
import { registerMembers } from './member-routes.js';
import { notFound, Problem, sendProblem } from './problem.js';
import { registerReports } from './report-routes.js';
import { createRoutesContext } from './routes-context.js';
import { registerSearch } from './search-routes.js';

/** Mailchimp Marketing API 3.0. Keys are `sandbox-<account>-us1`; each account has its own writes over one world. */
export const mailchimp: Vendor = {
  id: 'mailchimp',
  accountOf,
  register(scope, context) {
    answerLikeTheVendor(scope);
    authenticate(scope);
    if (context.quotas ?? true) limitConnections(scope);
    const routes = createRoutesContext(context);
    scope.register(
      async (api) => {
        api.get('/ping', async () => ({ health_status: "Everything's Chimpy!" }));
        registerLists(api, routes);
        registerMembers(api, routes);
        registerSearch(api, routes);
        registerCampaigns(api, routes);
        registerReports(api, routes);
        registerBatches(api, scope, routes);
      },
      { prefix: '/3.0' },
    );
  },
};

function answerLikeTheVendor(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('X-Request-Id', randomUUID());
  });
  scope.setNotFoundHandler((_request, reply) => sendProblem(reply, notFound()));
  scope.setErrorHandler((error, request, reply) => {
    if (error instanceof Problem) return sendProblem(reply, error);
    if (isClientError(error)) {
      const detail = 'We encountered an unspecified JSON parsing error.';
      return sendProblem(reply, new Problem(400, 'JSON Parse Error', detail));
    }
    request.log.error(error);
    const detail = 'An unexpected internal error has occurred. Please contact Support for more information.';
    return sendProblem(reply, new Problem(500, 'Internal Server Error', detail));
  });
}

function authenticate(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (request) => {
    if (accountOf(request.headers) !== null) return;
    if (request.url.startsWith(`${scope.prefix}${RESULTS_PATH}/`)) return;
    if (!hasCredential(request.headers)) {
      throw new Problem(401, 'API Key Missing', 'Your request did not include an API key.');
    }
    const detail = "Your API key may be invalid, or you've attempted to access the wrong datacenter.";
    throw new Problem(401, 'API Key Invalid', detail);
  });
}

/** Fastify refuses a body that it cannot read before a route sees it. */
function isClientError(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && Number(error.statusCode) < 500;
}
