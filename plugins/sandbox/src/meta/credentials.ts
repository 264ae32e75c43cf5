import type { FastifyRequest } from 'fastify';
import type { Vendor } from '../vendor.js';
import { GraphError } from './graph-error.js';

const TOKEN = /^EAAsandbox-([a-z0-9-]+)$/;

/** Account of a Bearer token `EAAsandbox-<account>`; a token in the query is not in the headers and counts as none. */
export const accountOf: Vendor['accountOf'] = (headers) => {
  const token = /^bearer (.+)$/i.exec(typeof headers.authorization === 'string' ? headers.authorization : '')?.[1];
  return accountOfToken(token);
};

/** Account of the request's token, in its header or its query. @throws GraphError 190 without a valid one. */
export function requireAccount(request: FastifyRequest): string {
  const { access_token: queried } = request.query as { access_token?: unknown };
  const account = accountOf(request.headers) ?? (typeof queried === 'string' ? accountOfToken(queried) : null);
  if (account !== null) return account;
  throw new GraphError(190, 'Invalid OAuth access token - Cannot parse access token');
}

function accountOfToken(token: string | undefined): string | null {
  return TOKEN.exec(token ?? '')?.[1] ?? null;
}
