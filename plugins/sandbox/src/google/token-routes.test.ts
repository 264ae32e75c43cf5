import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { AccessTokens } from '../access-tokens.js';
import { liveAccountOf } from './credential.js';
import { tokenRoutes } from './token-routes.js';

const START = Date.parse('2026-11-23T10:00:00Z');

function google() {
  let now = START;
  const tokens = new AccessTokens(() => now);
  const app = Fastify();
  tokenRoutes(app, tokens, () => now);
  return {
    tokens,
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    async ask(form: Record<string, string>) {
      const payload = new URLSearchParams(form).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await app.inject({ method: 'POST', url: '/token', headers, payload });
      return { status: answer.statusCode, body: answer.json() };
    },
  };
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const assertion = (claims: object) => `${part({ alg: 'RS256' })}.${part(claims)}.signature`;
const byAssertion = (claims: object) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  assertion: assertion(claims),
});

it('refreshes a token that lives an hour', async () => {
  const { ask, tokens, later } = google();
  const { body } = await ask({
    grant_type: 'refresh_token',
    client_id: 'c',
    client_secret: 's',
    refresh_token: '1//sandbox-acme',
  });
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3_600 });
  const header = `Bearer ${body.access_token}`;
  expect(liveAccountOf(header, tokens)).toBe('acme');
  later(3_600_000);
  expect(liveAccountOf(header, tokens)).toBeNull();
});

it('gives a service account a token for an assertion of at most an hour', async () => {
  const { ask, tokens } = google();
  const claims = { iss: 'sandbox-acme@project.iam.gserviceaccount.com', scope: 's', exp: START / 1_000 + 3_600 };
  const { body } = await ask(byAssertion(claims));
  expect(liveAccountOf(`Bearer ${body.access_token}`, tokens)).toBe('acme');
  expect(await ask(byAssertion({ ...claims, exp: START / 1_000 - 1 }))).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant' },
  });
  expect(await ask(byAssertion({ ...claims, exp: START / 1_000 + 7_200 }))).toMatchObject({ status: 400 });
  expect(await ask(byAssertion({ ...claims, iss: 'somebody@else' }))).toMatchObject({ status: 400 });
});

it.each([
  [{ grant_type: 'password' }, 'unsupported_grant_type'],
  [{ grant_type: 'refresh_token' }, 'invalid_request'],
  [{ grant_type: 'refresh_token', client_id: 'c', client_secret: 's', refresh_token: 'x' }, 'invalid_grant'],
])('refuses %o as %s', async (form, error) => {
  expect(await google().ask(form as Record<string, string>)).toMatchObject({ status: 400, body: { error } });
});
