import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startTcpFaultProxy, type TcpFaultProxy } from './tcp-fault-proxy.js';

const BODY = 'x'.repeat(20_000);
const server = createServer((_request, response) => response.end(BODY));
let proxy: TcpFaultProxy;

const ask = (timeoutMs = 5_000): Promise<string> =>
  fetch(`http://127.0.0.1:${proxy.port}/`, { signal: AbortSignal.timeout(timeoutMs) }).then((answer) => answer.text());
const reasonOf = (asked: Promise<string>): Promise<unknown> =>
  asked.then(
    () => 'answered',
    (error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.name,
  );
const timed = async (asked: Promise<string>): Promise<number> => {
  const startedAt = performance.now();
  await asked;
  return performance.now() - startedAt;
};

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await startTcpFaultProxy((server.address() as AddressInfo).port);
});
afterEach(async () => {
  await proxy.set({ kind: 'none' });
  expect(await ask()).toBe(BODY);
});
afterAll(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

it('refuses connections', async () => {
  await proxy.set({ kind: 'refuse' });
  expect(await reasonOf(ask())).toBe('ECONNREFUSED');
});

it('resets connections', async () => {
  await proxy.set({ kind: 'reset' });
  expect(await reasonOf(ask())).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
});

it('swallows what is sent', async () => {
  await proxy.set({ kind: 'black-hole' });
  expect(await reasonOf(ask(300))).toBe('TimeoutError');
});

it('delays answers', async () => {
  await proxy.set({ kind: 'delay', ms: 200 });
  expect(await timed(ask())).toBeGreaterThanOrEqual(199);
});

it('throttles answers', async () => {
  await proxy.set({ kind: 'throttle', bytesPerSecond: 100_000 });
  expect(await timed(ask())).toBeGreaterThanOrEqual(199);
});

it('cuts answers off', async () => {
  await proxy.set({ kind: 'cut', afterBytes: 5_000 });
  expect(await reasonOf(ask())).not.toBe('answered');
});

it('corrupts answers', async () => {
  await proxy.set({ kind: 'corrupt' });
  const came = await ask().catch(() => '');
  expect(came).not.toBe(BODY);
});
