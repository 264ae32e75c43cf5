import fastify, { type FastifyInstance } from 'fastify';
import { AccessTokens } from './access-tokens.js';
import { CallLog } from './control/calls.js';
import { controlRoutes } from './control/control-routes.js';
import { FaultBook } from './control/faults.js';
import { observe } from './control/observe.js';
import { watermark } from './control/watermark.js';
import type { Vendor } from './vendor.js';
import type { World } from './world/world.js';

export interface ServerParts {
  world: World;
  vendors: readonly Vendor[];
  /** Epoch milliseconds. */
  now: () => number;
  /** Whether vendors enforce their quotas. */
  quotas: boolean;
  /** Whether names are marked with the account they are told to; default false. */
  watermark?: boolean;
}

/** The sandbox's server, not yet listening: each vendor below its id, the control endpoints beside them. */
export function createServer({
  world,
  vendors,
  now,
  quotas,
  watermark: isMarked = false,
}: ServerParts): FastifyInstance {
  const closing = new AbortController();
  const server = fastify({
    logger: false,
    // A black-holed call would otherwise keep close() waiting for ever.
    forceCloseConnections: true,
    // E-mail addresses are path parameters.
    routerOptions: { maxParamLength: 1_000 },
    // Unknown fields of control input are refused, not dropped.
    ajv: { customOptions: { removeAdditional: false } },
  });
  server.addHook('preClose', async () => closing.abort());

  const calls = new CallLog();
  const faults = new FaultBook(world.options.seed);
  const tokens = new Map(vendors.map((vendor) => [vendor.id, new AccessTokens(now)]));
  server.register(async (scope) => controlRoutes(scope, { world, calls, faults, tokens }));
  for (const vendor of vendors) {
    const register = async (scope: FastifyInstance) => {
      observe(scope, vendor, { calls, faults, closing: closing.signal });
      if (isMarked) watermark(scope, vendor);
      vendor.register(scope, { world, now, quotas, accessTokens: tokens.get(vendor.id) ?? new AccessTokens(now) });
    };
    server.register(register, { prefix: `/${vendor.id}` });
  }
  server.setNotFoundHandler((request, reply) => {
    reply.code(404).send({ error: `the sandbox has no ${request.method} ${request.url}; GET / lists what it has` });
  });
  return server;
}
