import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessTokens } from '../access-tokens.js';
import { accountOfClient, writtenToken } from './credentials.js';

const LIFETIME_SECONDS = 3_600;

interface IssuedToken {
  token: string;
  expiresAt: number;
}

/**
 * `/identity/oauth/token`, the client-credentials grant by GET or POST. Until a token ends, asking again gives the
 * same one with what is left of its life. These calls count against no limit.
 */
export function identityRoutes(scope: FastifyInstance, tokens: AccessTokens, now: () => number): void {
  const current = new Map<string, IssuedToken>();

  function tokenOf(account: string): IssuedToken {
    const known = current.get(account);
    if (known && tokens.check(known.token).state === 'live') return known;
    const issued = {
      token: tokens.issue(account, LIFETIME_SECONDS * 1_000),
      expiresAt: now() + LIFETIME_SECONDS * 1_000,
    };
    current.set(account, issued);
    return issued;
  }

  scope.route({
    method: ['GET', 'POST'],
    url: '/identity/oauth/token',
    handler: async (request, reply) => {
      const { grant_type: grant, client_id: id = '', client_secret: secret = '' } = parametersOf(request);
      if (grant !== 'client_credentials') {
        return refuse(reply, 400, 'unsupported_grant_type', `Unsupported grant type: ${grant ?? ''}`);
      }
      const account = accountOfClient(id, secret);
      if (account === null) return refuse(reply, 401, 'unauthorized', `No client with requested id: ${id}`);
      const { token, expiresAt } = tokenOf(account);
      return {
        access_token: writtenToken(token),
        token_type: 'bearer',
        expires_in: Math.floor((expiresAt - now()) / 1_000),
        scope: `api@${account}.example`,
      };
    },
  });
}

function parametersOf(request: FastifyRequest): Partial<Record<string, string>> {
  const form = typeof request.body === 'string' ? Object.fromEntries(new URLSearchParams(request.body)) : {};
  return { ...(request.query as Record<string, string>), ...form };
}

function refuse(reply: FastifyReply, status: number, error: string, description: string): FastifyReply {
  return reply.code(status).send({ error, error_description: description });
}
