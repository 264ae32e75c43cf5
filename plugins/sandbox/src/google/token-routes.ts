import type { FastifyInstance } from 'fastify';
import type { AccessTokens } from '../access-tokens.js';

const LIFETIME_SECONDS = 3_600;
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/**
 * `POST /token`, as Google's `oauth2.googleapis.com/token`: the refresh grant and a service account's assertion
 * (RFC 7523). An assertion's claims are checked, its signature is not: the sandbox holds no service account's key.
 */
export function tokenRoutes(scope: FastifyInstance, tokens: AccessTokens, now: () => number): void {
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );

  scope.post<{ Body: Record<string, string> | undefined }>('/token', async (request, reply) => {
    const form = request.body ?? {};
    const refused = (error: string, description: string) =>
      reply.code(400).send({ error, error_description: description });
    if (form.grant_type === 'refresh_token') {
      if (!form.client_id || !form.client_secret) return refused('invalid_request', 'Could not determine client ID.');
      const account = /^1\/\/sandbox-([a-z0-9-]+)$/.exec(form.refresh_token ?? '')?.[1];
      if (account === undefined) return refused('invalid_grant', 'Bad Request');
      return issue(account, 'https://www.googleapis.com/auth/adwords');
    }
    if (form.grant_type === JWT_BEARER) {
      const claims = claimsOf(form.assertion ?? '');
      const account = /^sandbox-([a-z0-9-]+)@/.exec(claims?.iss ?? '')?.[1];
      if (claims === null || account === undefined) return refused('invalid_grant', 'Invalid JWT: not a valid issuer.');
      const seconds = now() / 1_000;
      if (!(claims.exp > seconds && claims.exp <= seconds + LIFETIME_SECONDS + CLOCK_SKEW_SECONDS)) {
        return refused('invalid_grant', 'Invalid JWT: Token must be a short-lived token (60 minutes).');
      }
      if (claims.scope === '') return refused('invalid_scope', 'Empty or missing scope not allowed.');
      return issue(account, claims.scope);
    }
    return refused('unsupported_grant_type', `Invalid grant_type: ${form.grant_type ?? ''}`);
  });

  function issue(account: string, scopes: string) {
    const token = tokens.issue(account, LIFETIME_SECONDS * 1_000);
    return { access_token: token, expires_in: LIFETIME_SECONDS, scope: scopes, token_type: 'Bearer' };
  }
}

const CLOCK_SKEW_SECONDS = 60;

interface Claims {
  iss: string;
  scope: string;
  /** Seconds since the epoch. */
  exp: number;
}

function claimsOf(assertion: string): Claims | null {
  const parts = assertion.split('.');
  if (parts.length !== 3) return null;
  try {
    const claims = Object(JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8')));
    return { iss: String(claims.iss ?? ''), scope: String(claims.scope ?? ''), exp: Number(claims.exp) };
  } catch {
    return null;
  }
}
