import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AllowedOrigins } from './allowed-origins.js';

/** Lets pages of the allowed origins read answers. Cookies are never allowed: credentials come in headers. */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply, allowed: AllowedOrigins): void {
  if (allowed.size === 0) return;
  reply.header('vary', 'origin');
  const { origin } = request.headers;
  if (origin === undefined || !allowed.has(origin)) return;
  reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', EXPOSED);
}

/** Answers a browser's question whether it may send a request that is not simple. */
export function answerPreflight(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (reply.hasHeader('access-control-allow-origin')) {
    reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', ALLOWED)
      .header('access-control-max-age', '600');
  }
  return reply.code(204).header('allow', 'GET, POST, OPTIONS').send();
}

const ALLOWED =
  'authorization, content-type, selvedge-client, selvedge-connector, selvedge-cost, selvedge-provenance, selvedge-tenant, x-api-key, x-request-id';
const EXPOSED = 'age, deprecation, link, sunset, x-request-id, x-selvedge-api';
