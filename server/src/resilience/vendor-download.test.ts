import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiBaseOf, type Connector, VendorError } from '@selvedge/connector-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createVendorDownload } from './vendor-download.js';

let server: Server;
let baseUrl: string;
const seen: (string | undefined)[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    if (request.url === '/file') response.writeHead(200).end('results');
    else if (request.url === '/moved') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    else response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const connector = (downloadHosts?: readonly string[]): Connector => ({
  id: 'post',
  baseUrl,
  credential: { type: 'bearer' },
  classify: () => null,
  capabilities: {},
  ...(downloadHosts === undefined ? {} : { downloadHosts }),
});
const download = (address: string, hosts?: readonly string[], signal = new AbortController().signal) =>
  createVendorDownload({ connector: connector(hosts), base: apiBaseOf(`${baseUrl}/api`), signal })(address);
const failure = async (work: Promise<unknown>) => {
  const error = await work.catch((caught: unknown) => caught);
  return VendorError.is(error) ? error.failure : error;
};

it('gets a file from where the API is, without a credential', async () => {
  expect(new TextDecoder().decode(await download(`${baseUrl}/file`))).toBe('results');
  expect(seen.at(-1)).toBeUndefined();
});

it.each([
  ['another host', 'https://elsewhere.example/file', undefined],
  ['a private address', 'http://169.254.169.254/latest', undefined],
  ['a declared host without TLS', 'http://files.example.com/file', ['files.example.com']],
  ['a host that only ends like a declared one', 'https://evilexample.com/file', ['.example.com']],
  ['no address', 'file', undefined],
])('does not go to %s', async (_, address, hosts) => {
  expect(await failure(download(address, hosts))).toMatchObject({
    class: 'malformed',
    message: expect.stringContaining('post'),
  });
});

it('does not follow redirects, and tells the vendor’s trouble as such', async () => {
  expect(await failure(download(`${baseUrl}/moved`))).toMatchObject({ class: 'malformed' });
  expect(await failure(download(`${baseUrl}/down`))).toMatchObject({ class: 'transient' });
});

it('ends with its signal', async () => {
  const reason = new Error('late');
  expect(await failure(download(`${baseUrl}/file`, undefined, AbortSignal.abort(reason)))).toBe(reason);
});
