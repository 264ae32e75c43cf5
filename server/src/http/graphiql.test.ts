import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type RunningServer, runServer } from './running-server.fixture.js';

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

let directory: string;
let server: RunningServer;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'selvedge-graphiql-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), '<title>Selvedge GraphiQL</title><p>GraphiQL</p>');
  await writeFile(join(directory, 'assets/page-1a.js'), 'export {};');
  await writeFile(join(directory, 'secret.js'), 'secret');
  server = await runServer({ graphiql: { directory } });
});
afterAll(async () => {
  await server.http.close();
  await rm(directory, { recursive: true });
});

describe('GraphiQL', () => {
  it('opens for a person who visits an endpoint', async () => {
    for (const path of ['/v2/graphql', '/graphql']) {
      const response = await fetch(server.url + path, { headers: BROWSER });
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('vary')).toContain('accept');
      expect(await response.text()).toContain('GraphiQL');
    }
  });

  it('runs no script of another origin, no inline script, and in no frame', async () => {
    const { headers } = await fetch(`${server.url}/v2/graphql`, { headers: BROWSER });
    const policy = headers.get('content-security-policy')!.split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('does not stand in the way of queries by GET, nor of programs', async () => {
    const query = await fetch(`${server.url}/v2/graphql?query={hello}`, { headers: BROWSER });
    expect(await query.json()).toEqual({ data: { hello: 'Hello you' } });
    expect((await ask(`${server.url}/v2/graphql`, '{ hello }', { headers: BROWSER })).status).toBe(200);
    expect((await fetch(`${server.url}/v2/graphql`)).status).toBe(400);
  });

  it('keeps its assets for ever and serves nothing beside them', async () => {
    const asset = await fetch(`${server.url}/graphiql/assets/page-1a.js`);
    expect(asset.headers.get('content-type')).toContain('text/javascript');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    for (const name of ['..%2fsecret.js', '%2e%2e/secret.js', 'none.js']) {
      expect((await fetch(`${server.url}/graphiql/assets/${name}`)).status).toBe(404);
    }
  });

  it('can be left out', async () => {
    await using plain = await runServer({ graphiql: false });
    const response = await fetch(`${plain.url}/v2/graphql`, { headers: BROWSER });
    expect(response.headers.get('content-type')).not.toContain('text/html');
  });

  it('says which major it asks, until when, and whether a credential is needed', async () => {
    const page = await (await fetch(`${server.url}/v2/graphql`, { headers: BROWSER })).text();
    expect(page).toContain('<title>Selvedge v2</title>');
    expect(page).toContain('{&quot;major&quot;:2,&quot;sunset&quot;:null,&quot;needsCredential&quot;:true}');
  });

  it('is where the bare address leads a person; a program is told what is served', async () => {
    const response = await fetch(server.url, { headers: BROWSER, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/v2/graphql']);
    await using plain = await runServer({ graphiql: false });
    for (const index of [await fetch(server.url), await fetch(plain.url, { headers: BROWSER })]) {
      expect(await index.json()).toEqual({
        graphql: { v2: '/v2/graphql' },
        health: ['/livez', '/readyz', '/metrics'],
      });
    }
  });

  it('keeps the log free of its assets', async () => {
    await fetch(`${server.url}/graphiql/assets/page-1a.js`);
    await fetch(`${server.url}/livez`);
    const paths = server.log.filter(({ msg }) => msg === 'request').map(({ path }) => path);
    expect(paths).toContain('/livez');
    expect(paths).not.toContain('/graphiql/assets/page-1a.js');
  });

  it('is told missing in the log when it was not built', async () => {
    await using unbuilt = await runServer({ graphiql: { directory: join(directory, 'none') } });
    expect(unbuilt.log).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: expect.stringContaining('GraphiQL') }),
    );
  });
});
