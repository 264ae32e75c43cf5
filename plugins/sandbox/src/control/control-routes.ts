import type { FastifyInstance } from 'fastify';
import type { AccessTokens } from '../access-tokens.js';
import type { World } from '../world/world.js';
import type { CallLog } from './calls.js';
import { answerControlError } from './control-error.js';
import { faultRoutes } from './fault-routes.js';
import type { FaultBook } from './faults.js';
import { sandboxIndex } from './sandbox-index.js';

export interface Control {
  world: World;
  calls: CallLog;
  faults: FaultBook;
  /** By vendor id. */
  tokens: ReadonlyMap<string, AccessTokens>;
}

/** What a test or a person tells the sandbox itself; everything here lies outside the vendors' paths. */
export function controlRoutes(scope: FastifyInstance, { world, calls, faults, tokens }: Control): void {
  const vendorIds = [...tokens.keys()];
  scope.setErrorHandler(answerControlError);
  faultRoutes(scope, faults, vendorIds);

  scope.get<{ Querystring: { vendor?: string; account?: string } }>(
    '/_calls',
    { schema: { querystring: callFilter(vendorIds) } },
    async (request) => {
      const list = calls.list(request.query);
      return { total: list.reduce((sum, entry) => sum + entry.count, 0), calls: list };
    },
  );
  scope.delete('/_calls', async (_request, reply) => {
    calls.reset();
    return reply.code(204).send();
  });

  scope.post<{ Body: { vendor: string; account?: string } }>(
    '/_tokens/expire',
    { schema: { body: { ...callFilter(vendorIds), required: ['vendor'] } } },
    async (request) => ({ expired: tokens.get(request.body.vendor)?.expire(request.body.account) ?? 0 }),
  );

  scope.get('/_world', async () => worldSummary(world));
  scope.get('/', async (request) => sandboxIndex(`${request.protocol}://${request.host}`, vendorIds));
}

function callFilter(vendorIds: readonly string[]): object {
  return {
    type: 'object',
    additionalProperties: false,
    properties: { vendor: { enum: vendorIds }, account: { type: 'string' } },
  };
}

function worldSummary(world: World): object {
  return {
    seed: world.options.seed,
    today: world.options.today,
    days: world.options.days,
    people: world.people.length,
    companies: world.companies.length,
    deals: world.deals.length,
    audiences: world.audiences.length,
    memberships: world.memberships.length,
    mailings: world.mailings.length,
    adCampaigns: world.adCampaigns.length,
    adSets: world.adSets.length,
    ads: world.ads.length,
    adDays: world.adDays.length,
  };
}
