import { expect, it, vi } from 'vitest';
import { adminFixture, TOKEN } from '../admin/admin-sources.fixture.js';
import { AUTHORISED, askAdmin, START, serveAdmin } from './admin-server.fixture.js';
import { runServer } from './running-server.fixture.js';

it('is not there without a token, nor does it say that it could be', async () => {
  await using server = await runServer();
  const { status, body } = await askAdmin({ path: `${server.url}/admin/graphql` }, '{ rollouts { id } }');
  expect([status, body.errors?.[0]?.extensions.code]).toEqual([404, 'NOT_FOUND']);
  expect(JSON.stringify(body)).not.toContain('admin');
});

it.each([
  ['no token', {}, 'ADMIN_TOKEN_MISSING'],
  ['a wrong token', { authorization: 'Bearer wrong' }, 'ADMIN_TOKEN_WRONG'],
  ['a token of the right length', { authorization: `Bearer ${TOKEN.replace('a', 'b')}` }, 'ADMIN_TOKEN_WRONG'],
  ['another scheme', { authorization: `Basic ${TOKEN}` }, 'ADMIN_TOKEN_MISSING'],
])('refuses whoever sends %s, also who only asks for the schema', async (_, headers, code) => {
  const served = await serveAdmin();
  for (const query of ['{ __schema { queryType { name } } }', '{ rollouts { id } }']) {
    const answer = await askAdmin(served, query, {}, headers as Record<string, string>);
    expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([401, code]);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  }
});

it('counts wrong tokens, and still lets in who has the right one', async () => {
  const served = await serveAdmin();
  const statuses = [];
  for (let attempt = 0; attempt < 12; attempt += 1) {
    statuses.push(
      (await askAdmin(served, '{ rollouts { id } }', {}, { authorization: `Bearer no-${attempt}` })).status,
    );
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  expect((await askAdmin(served, '{ rollouts { id } }')).status).toBe(200);
  const { body } = await served.metrics.render();
  expect(body).toContain('selvedge_admin_refusals_total{reason="wrong-token"} 10');
  expect(body).toContain('selvedge_admin_refusals_total{reason="too-many-attempts"} 2');
});

it('takes nothing that a page of another site could send, and lets none read', async () => {
  const served = await serveAdmin({ allowedOrigins: ['https://app.example.com'] });
  const headers = { ...AUTHORISED, origin: 'https://app.example.com', 'sec-fetch-site': 'cross-site' };
  const crossSite = await askAdmin(served, '{ rollouts { id } }', {}, headers);
  expect([crossSite.status, crossSite.body.errors?.[0]?.extensions.code]).toEqual([403, 'CROSS_SITE_REFUSED']);
  expect(crossSite.body.errors?.[0]?.message).toContain('No setting lets a page of another site ask here');
  expect(crossSite.headers.get('access-control-allow-origin')).toBeNull();
  const preflight = await fetch(served.path, { method: 'OPTIONS', headers: { origin: 'https://app.example.com' } });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([405, null]);
  const form = await fetch(served.path, {
    method: 'POST',
    body: 'query=x',
    headers: { ...AUTHORISED, 'content-type': 'text/plain' },
  });
  expect(form.status).toBe(415);
});

it('hears an admin when everybody else is refused', async () => {
  const served = await serveAdmin({ overload: { enabled: true, maxInFlight: 1, maxDelayMs: 3 } });
  const held = fetch(`${served.url}/graphql?query={wait}`, { headers: { accept: 'application/json' } }).catch(
    () => null,
  );
  await vi.waitFor(async () => {
    expect((await askAdmin({ path: `${served.url}/graphql` }, '{ hello }')).status).toBe(503);
  });
  expect((await askAdmin(served, '{ rollouts { id } }')).status).toBe(200);
  expect((await askAdmin(served, '{ rollouts { id } }', {}, {})).status).toBe(503);
  void held;
});

it('asks for no token in a sandbox that was given none', async () => {
  const served = await serveAdmin({ loopbackOnly: true }, await adminFixture({ kind: 'anybody' }));
  const { body } = await askAdmin(served, START, { key: 'k1' }, {});
  expect(body.data?.startRollout).toMatchObject({ revision: 1 });
  expect([...served.control.transitions.values()][0]?.[0]?.cause).toMatchObject({ name: 'unnamed (sandbox)' });
});
