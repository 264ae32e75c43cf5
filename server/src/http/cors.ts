import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AllowedOrigins } from './allowed-origins.js';

/**
 * Headers, names and values in turn, that let pages of the allowed origins read answers. Cookies are never allowed: credentials come in
 * headers. `origin`: the request's.
 */
export function corsHeaders(origin: string | undefined, allowed: AllowedOrigins): readonly string[] {
  if (allowed.size === 0) return NONE;
  if (origin === undefined || !allowed.has(origin)) return VARIES;
  return [...VARIES, 'access-control-allow-origin', origin, 'access-control-expose-headers', EXPOSED];
}

/** The same, in the framework's answer. */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply, allowed: AllowedOrigins): void {
  const headers = corsHeaders(request.headers.origin, allowed);
  for (let at = 0; at < headers.length; at += 2) reply.header(headers[at] as string, headers[at + 1]);
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

const NONE: readonly string[] = [];
const VARIES: readonly string[] = ['vary', 'origin'];
const ALLOWED =
  'authorization, content-type, selvedge-client, selvedge-connector, selvedge-cost, selvedge-provenance, selvedge-tenant, x-api-key, x-request-id';
const EXPOSED = 'age, deprecation, link, sunset, x-request-id, x-selvedge-api';
