import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errors, Pool } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { exchange } from './exchange.js';

const { signal: never } = new AbortController();

async function vendor(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { connections: 1 });
  onTestFinished(async () => {
    await pool.destroy();
    server.close();
  });
  return (signal = never, maxBytes = 1_000) =>
    exchange(pool, { method: 'GET', path: '/', headers: {} }, { signal, maxBytes });
}

it('collects a body that comes in pieces, and its headers', async () => {
  const ask = await vendor((_, response) => {
    response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'], 'x-left': '7' });
    response.write('{"a":');
    setTimeout(() => response.end('"ü"}'), 5);
  });
  const { status, headers, body } = await ask();
  expect([status, headers.get('x-left'), headers.getSetCookie(), body]).toEqual([201, '7', ['a=1', 'b=2'], { a: 'ü' }]);
});

it('takes the answer that counts, not an interim one', async () => {
  const ask = await vendor((_, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.writeHead(200, { 'x-which': 'last' }).end('null');
  });
  expect((await ask()).headers.get('x-which')).toBe('last');
});

it('reads past a byte order mark', async () => {
  const ask = await vendor((_, response) => response.end('\ufeff{"a":1}'));
  expect((await ask()).body).toEqual({ a: 1 });
});

it.each([
  ['it says so', (length: number) => ({ 'content-length': length })],
  ['it does not say so', () => ({})],
])('refuses a body that is too large, where %s', async (_, headers) => {
  const ask = await vendor((_request, response) => response.writeHead(200, headers(2_000)).end('x'.repeat(2_000)));
  await expect(ask()).rejects.toBeInstanceOf(errors.ResponseExceededMaxSizeError);
});

it('ends with the signal’s reason, before the answer, within it, and before it is sent', async () => {
  const ask = await vendor((_, response) => void response.write('{'));
  const within = new AbortController();
  const answer = ask(within.signal);
  setTimeout(() => within.abort('gone'), 20);
  await expect(answer).rejects.toBe('gone');
  await expect(ask(AbortSignal.abort('never'))).rejects.toBe('never');
});

it('goes on after an abort with the next request', async () => {
  let calls = 0;
  const ask = await vendor((_, response) => {
    calls += 1;
    if (calls > 1) response.end('2');
  });
  await expect(ask(AbortSignal.timeout(20))).rejects.toThrow('timeout');
  expect((await ask()).body).toBe(2);
});

it('tells of a connection that broke', async () => {
  const ask = await vendor((_, response) => response.destroy());
  await expect(ask()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
});
