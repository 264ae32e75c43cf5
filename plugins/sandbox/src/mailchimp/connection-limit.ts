import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { accountOf } from './credentials.js';
import { Problem } from './problem.js';

/** "A maximum of 10 simultaneous connections" an account. The vendor sends no header that tells how many are open. */
const MAX_CONNECTIONS = 10;

/** Refuses the eleventh request of an account while ten are open; a request is open until its answer has gone out. */
export function limitConnections(scope: FastifyInstance): void {
  const open = new Map<string, Set<IncomingMessage>>();
  const admissions = new WeakMap<IncomingMessage, boolean>();

  function admit(request: IncomingMessage, response: ServerResponse): boolean {
    const decided = admissions.get(request);
    if (decided !== undefined) return decided;
    const account = accountOf(request.headers) ?? '';
    const connections = open.get(account) ?? new Set();
    const admitted = connections.size < MAX_CONNECTIONS;
    admissions.set(request, admitted);
    if (!admitted) return false;
    open.set(account, connections.add(request));
    // `close` comes for an answered request and for an aborted one alike.
    response.once('close', () => connections.delete(request));
    return true;
  }

  // A request is open from its arrival: one that an injected latency holds back counts although no hook of ours ran.
  scope.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith(`${scope.prefix}/`)) admit(request, response);
  });

  scope.addHook('onRequest', async (request, reply) => {
    if (admit(request.raw, reply.raw)) return;
    const detail = `You have exceeded the limit of ${MAX_CONNECTIONS} simultaneous connections.`;
    throw new Problem(429, 'Too Many Requests', detail);
  });
}
