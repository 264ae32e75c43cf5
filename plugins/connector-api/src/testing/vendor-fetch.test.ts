import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import type { AnswerSchema } from '../vendor-fetch.js';
import { type Transport, vendorFetch } from './vendor-fetch.js';

const connector = { credential: { type: 'bearer' }, classify: () => null } as const;
const anything: AnswerSchema<unknown> = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
};
const fetchWith = (transport: Transport, signal?: AbortSignal) =>
  vendorFetch({
    connector,
    baseUrl: 'http://vendor.test/v1',
    credential: 'secret',
    transport,
    ...(signal && { signal }),
  });

it('sends the credential, the headers and the body of the request', async () => {
  const sent: [string, RequestInit][] = [];
  const fetch = fetchWith(async (url, init) => {
    sent.push([url, init]);
    return Response.json({ ok: true });
  });
  const { body } = await fetch({
    method: 'POST',
    path: '/x',
    headers: { Revision: '1' },
    json: { a: 1 },
    answer: anything,
  });
  expect(body).toEqual({ ok: true });
  expect(sent).toMatchObject([
    [
      'http://vendor.test/v1/x',
      {
        method: 'POST',
        body: '{"a":1}',
        headers: { authorization: 'Bearer secret', revision: '1', 'content-type': 'application/json' },
      },
    ],
  ]);
});

it('calls a vendor that does not answer transient', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const fetch = vendorFetch({ connector, baseUrl: `http://127.0.0.1:${port}`, credential: 'secret' });
  await expect(fetch({ path: '/', answer: anything })).rejects.toMatchObject({ failure: { class: 'transient' } });
});

it('lets an abort through as it is, without a request', async () => {
  const reason = new DOMException('gone', 'AbortError');
  const fetch = fetchWith(() => Promise.reject(new Error('sent all the same')), AbortSignal.abort(reason));
  await expect(fetch({ path: '/', answer: anything })).rejects.toBe(reason);
});

it('throws what classify calls a failure', async () => {
  const fetch = vendorFetch({
    connector: {
      credential: { type: 'bearer' },
      classify: ({ status }) => ({ class: 'gone', message: `was ${status}` }),
    },
    baseUrl: 'http://vendor.test',
    credential: 'secret',
    transport: async () => new Response('', { status: 410 }),
  });
  await expect(fetch({ path: '/', answer: anything })).rejects.toMatchObject({
    failure: { class: 'gone', message: 'was 410' },
  });
});

it('brings the further secret headers of the credential, never instead of it', async () => {
  const sent: RequestInit[] = [];
  const fetch = vendorFetch({
    connector,
    baseUrl: 'http://vendor.test',
    credential: 'secret',
    secretHeaders: { 'developer-token': 'd-1', authorization: 'other' },
    transport: async (_url, init) => {
      sent.push(init);
      return Response.json({});
    },
  });
  await fetch({ path: '/x', answer: anything });
  expect(sent).toMatchObject([{ headers: { authorization: 'Bearer secret', 'developer-token': 'd-1' } }]);
});
