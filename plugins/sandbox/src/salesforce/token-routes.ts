import { createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessTokens } from '../access-tokens.js';
import { accountOfConsumer } from './credential.js';

/** A session of two hours, the default; the answer does not tell. */
const SESSION_MS = 7_200_000;
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const AUDIENCES = new Set(['https://login.salesforce.com', 'https://test.salesforce.com']);
/** An assertion may not run longer, five minutes with the clocks' difference. */
const LONGEST_ASSERTION_SECONDS = 300;

type Form = Readonly<Record<string, string | undefined>>;
type Grant = { account: string } | { error: string; description: string };

/** `POST /services/oauth2/token`: client credentials and JWT bearer, neither of them with a lifetime or a refresh token. */
export function tokenRoutes(scope: FastifyInstance, tokens: AccessTokens, now: () => number): void {
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );

  scope.post<{ Body: Form | undefined }>('/services/oauth2/token', async (request, reply) => {
    const grant = grantOf(request.body ?? {}, now());
    return 'error' in grant ? refused(reply, grant) : issued(request, tokens.issue(grant.account, SESSION_MS), now());
  });
}

function grantOf(form: Form, now: number): Grant {
  if (form.grant_type === 'client_credentials') return clientGrant(form);
  if (form.grant_type === JWT_BEARER) return assertionGrant(form.assertion ?? '', now);
  return { error: 'unsupported_grant_type', description: 'grant type not supported' };
}

function clientGrant({ client_id: id = '', client_secret: secret = '' }: Form): Grant {
  const account = accountOfConsumer(id);
  if (account === null) return { error: 'invalid_client_id', description: 'client identifier invalid' };
  if (secret === '') return { error: 'invalid_client', description: 'invalid client credentials' };
  return { account };
}

/** The signature is not looked at: any name is an account here, and nobody has given its certificate. */
function assertionGrant(assertion: string, now: number): Grant {
  const [header, claims, signature] = assertion.split('.').map(decoded);
  if (header?.alg !== 'RS256' || !claims || signature === undefined || assertion.endsWith('.')) {
    return { error: 'invalid_grant', description: 'invalid assertion' };
  }
  const account = accountOfConsumer(String(claims.iss));
  if (account === null) return { error: 'invalid_client_id', description: 'client identifier invalid' };
  if (!AUDIENCES.has(String(claims.aud))) return { error: 'invalid_grant', description: 'audience is invalid' };
  const left = Number(claims.exp) - now / 1000;
  if (!(left > 0 && left <= LONGEST_ASSERTION_SECONDS)) {
    return { error: 'invalid_grant', description: 'assertion has expired or is valid for too long' };
  }
  if (!claims.sub) return { error: 'invalid_grant', description: "user hasn't approved this consumer" };
  return { account };
}

/** A part of a JWT as an object; empty for one that is none, such as the signature. */
function decoded(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function refused(reply: FastifyReply, { error, description }: { error: string; description: string }): FastifyReply {
  return reply.code(400).send({ error, error_description: description });
}

function issued(request: FastifyRequest, token: string, now: number): object {
  const id = 'https://login.salesforce.com/id/00D5g000000sandEAA/0055g000000userAAA';
  const issuedAt = String(now);
  return {
    access_token: token,
    instance_url: `${request.protocol}://${request.host}/salesforce`,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
    signature: createHmac('sha256', 'sandbox')
      .update(id + issuedAt)
      .digest('base64'),
    scope: 'api',
  };
}
