import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createLogger, parseConfiguration, startGateway } from '@selvedge/server';
import { expect, it, onTestFinished } from 'vitest';
import { ask } from './support/ask.js';

const TENANTS = ['acme', 'globex', 'initech', 'umbrella', 'hooli'];
const keyOf = (tenant: string) => `sk_${tenant}`;
const keyHashOf = (tenant: string) => `sha256:${createHash('sha256').update(keyOf(tenant)).digest('hex')}`;

it('tenants of a gateway reach a vendor over the same socket, each with its own credential', async () => {
  let sockets = 0;
  const vendor = createServer(({ headers }, response) => {
    const post = { id: 1, userId: 1, title: headers.authorization, body: '' };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify([post]));
  });
  vendor.on('connection', () => {
    sockets += 1;
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  const connections = (token: string) => ({ posts: { baseUrl, credential: { type: 'token', token } } });
  const configuration = parseConfiguration(
    JSON.stringify({
      mode: 'production',
      server: { port: 0 },
      cache: { enabled: false },
      connectorsDirectory: fileURLToPath(new URL('../bench', import.meta.url)),
      connectors: { posts: { version: '^1.0.0' } },
      clients: TENANTS.map((tenant) => ({ id: tenant, tenant, keyHash: keyHashOf(tenant), scopes: ['*'] })),
      tenants: Object.fromEntries(TENANTS.map((tenant) => [tenant, { connections: connections(`of-${tenant}`) }])),
    }),
    { file: 'selvedge.yaml', env: {} },
  );
  const gateway = await startGateway(configuration, { logger: createLogger({ level: 'silent' }) });
  onTestFinished(async () => {
    await gateway.close();
    vendor.close();
  });

  for (const tenant of [...TENANTS, ...TENANTS]) {
    const { data } = await ask(gateway.url, '{ posts { title } }', { headers: { 'x-api-key': keyOf(tenant) } });
    expect(data.posts).toEqual([{ title: `Bearer of-${tenant}` }]);
    // A socket is used again when nothing has come after the answer.
    await sleep(20);
  }
  expect(sockets).toBe(1);
});
