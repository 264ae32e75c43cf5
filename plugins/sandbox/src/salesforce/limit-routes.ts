import type { FastifyInstance } from 'fastify';
import { credentialOf } from './credential.js';
import type { DailyRequests } from './daily-requests.js';
import { DATA } from './routes-context.js';

/** `limits`: what of the day is left. */
export function limitRoutes(scope: FastifyInstance, requests: DailyRequests): void {
  scope.get(`${DATA}/limits`, async (request) => {
    const credential = credentialOf(request.headers.authorization);
    const used = credential.kind === 'none' ? 0 : requests.used(credential.account);
    return { DailyApiRequests: { Max: requests.limit, Remaining: requests.limit - used } };
  });
}
