import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { AccessTokens } from '../access-tokens.js';
import { accountOfRefreshToken } from './credential.js';

const LIFETIME_SECONDS = 1_800;

/** `POST /oauth/v1/token`, the refresh grant; errors carry their code in `status`. */
export function oauthRoutes(scope: FastifyInstance, tokens: AccessTokens): void {
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );

  scope.post<{ Body: Record<string, string> | undefined }>('/oauth/v1/token', async (request, reply) => {
    const form = request.body ?? {};
    const refused = (status: string, message: string) =>
      reply.code(400).send({ status, message, correlationId: randomUUID() });
    if (form.grant_type !== 'refresh_token') {
      return refused('BAD_GRANT_TYPE', `missing or unknown grant type: ${form.grant_type ?? ''}`);
    }
    if (!form.client_id || !form.client_secret) return refused('BAD_CLIENT_ID', 'missing or unknown client id');
    const account = accountOfRefreshToken(form.refresh_token ?? '');
    if (account === null) return refused('BAD_REFRESH_TOKEN', 'missing or unknown refresh token');
    return {
      token_type: 'bearer',
      refresh_token: form.refresh_token,
      access_token: tokens.issue(account, LIFETIME_SECONDS * 1_000),
      expires_in: LIFETIME_SECONDS,
    };
  });
}
