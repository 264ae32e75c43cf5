import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Connector, defineConnector, VendorError } from '@selvedge/connector-api';
import type { AudienceRecord } from '@selvedge/schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Call, Outcome } from '../ports/index.js';
import { createMetrics } from '../telemetry/index.js';
import { type Breaker, createBreaker } from './breaker.js';
import { type ConnectionClient, createConnectionClient } from './connection-client.js';
import { guard } from './guard.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
type Run = NonNullable<Connector['capabilities']['audience.byId']>['run'];

const shape = z.object({ name: z.string() });
const record = (id: string, name: string): AudienceRecord => ({
  kind: 'Audience',
  id,
  name,
  memberCount: null,
  createdAt: null,
  updatedAt: null,
});
/** One request for the whole batch. */
const ask: Run = async (ids, { fetch }) => {
  const { body } = await fetch({ path: '/lists', query: { ids: ids.join() }, answer: shape });
  return ids.map((id) => record(id, body.name));
};

let handle: Handler;
let seen: { url: string; authorization: string | undefined }[];
let client: ConnectionClient;
let breaker: Breaker;
let stop: () => Promise<void>;
let baseUrl: string;
let rejected: number;
let token: string;

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Handler =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
const good = json(200, { name: 'VIP' });

beforeEach(async () => {
  seen = [];
  rejected = 0;
  token = 'old';
  handle = good;
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', authorization: request.headers.authorization });
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createConnectionClient({ concurrency: 2 });
  breaker = createBreaker({
    windowMs: 10_000,
    volume: 20,
    failurePercent: 50,
    consecutiveFailures: 5,
    openMs: 30_000,
    probes: 1,
  });
  stop = async () => {
    await client.close();
    breaker.shutdown();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterEach(() => stop());

function guarded(run: Run = ask, over: { maxBatch?: number; deadlineMs?: number } = {}) {
  const implementation = { maxBatch: 100, run, deadlineMs: 1_000, ...over };
  const connector = defineConnector({
    id: 'post',
    baseUrl,
    credential: { type: 'bearer' },
    classify: ({ status, headers }) => {
      if (status < 400) return null;
      if (status === 401) return { class: 'reauthenticate', message: 'refused' };
      if (status === 429) {
        return { class: 'throttled', message: 'slow down', retryAfterMs: Number(headers.get('retry-after')) * 1_000 };
      }
      return status >= 500 ? { class: 'transient', message: 'down' } : { class: 'invalid', message: 'no' };
    },
    capabilities: { 'audience.byId': implementation },
  });
  return guard({
    capability: 'audience.byId',
    implementation,
    served: { connector: 'post', version: '1.0.0', connection: 'a/post' },
    settings: {},
    breaker,
    vendor: {
      connector,
      version: '1.0.0',
      baseUrl,
      client,
      credential: {
        generation: 'g',
        headers: async () => ({ authorization: `Bearer ${token}` }),
        reject: async () => {
          rejected += 1;
          token = 'new';
          return true;
        },
      },
      retry: { retries: 2, random: () => 0.01 },
      metrics: createMetrics(),
    },
    now: () => 42,
  });
}
const call = (signal = new AbortController().signal): Call => ({
  caller: { tenant: 'a', client: 'c', scopes: new Set(), apiMajor: 2 },
  signal,
});
const classes = (outcomes: readonly Outcome<unknown>[]) =>
  outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.failure.cause.class));

describe('an answer', () => {
  it('says where it came from, record by record', async () => {
    const [outcome] = await guarded()(['1'], call());
    expect(outcome).toEqual({
      ok: true,
      value: { ...record('1', 'VIP'), source: { connector: 'post', version: '1.0.0' } },
      origin: {
        connector: 'post',
        version: '1.0.0',
        connection: 'a/post',
        fetchedAt: 42,
        stale: false,
        tags: ['Audience:1'],
      },
    });
  });

  it('is asked for in batches of the vendor’s size', async () => {
    await guarded(ask, { maxBatch: 2 })(['1', '2', '3', '4', '5'], call());
    expect(seen.map(({ url }) => decodeURIComponent(url)).sort()).toEqual([
      '/lists?ids=1,2',
      '/lists?ids=3,4',
      '/lists?ids=5',
    ]);
  });

  it('carries the credential, which the connector never sees', async () => {
    let visible: string[] = [];
    await guarded(async (ids, given) => {
      visible = Object.keys(given).sort();
      return ask(ids, given);
    })(['1'], call());
    expect(seen[0]?.authorization).toBe('Bearer old');
    expect(visible).toEqual(['fetch', 'settings', 'signal']);
  });
});

describe('a failure', () => {
  it('that passes is tried again', async () => {
    handle = (request, response) => (seen.length < 3 ? json(503, {}) : good)(request, response);
    expect(classes(await guarded()(['1'], call()))).toEqual(['ok']);
    expect(seen.length).toBe(3);
  });

  it('that lasts is told after the retries', async () => {
    handle = json(503, {});
    expect(classes(await guarded()(['1', '2'], call()))).toEqual(['transient', 'transient']);
    expect(seen.length).toBe(3);
  });

  it('is the caller’s own mistake once, and does not count against the vendor', async () => {
    handle = json(400, {});
    const source = guarded();
    for (let i = 0; i < 30; i += 1) expect(classes(await source(['1'], call()))).toEqual(['invalid']);
    expect([seen.length, breaker.state]).toEqual([30, 'closed']);
  });

  it('of one element leaves the others whole', async () => {
    const outcomes = await guarded(async (ids) =>
      ids.map((id) =>
        id === '2' ? new VendorError({ class: 'invalid', message: 'no' }) : id === '3' ? null : record(id, 'x'),
      ),
    )(['1', '2', '3'], call());
    expect(classes(outcomes)).toEqual(['ok', 'invalid', 'ok']);
    expect(outcomes[2]).toMatchObject({ value: null });
  });

  it('of the credential gets a new one, once', async () => {
    handle = (request, response) =>
      (request.headers.authorization === 'Bearer new' ? good : json(401, {}))(request, response);
    expect(classes(await guarded()(['1'], call()))).toEqual(['ok']);
    expect([seen.length, rejected]).toEqual([2, 1]);
    handle = json(401, {});
    expect(classes(await guarded()(['1'], call()))).toEqual(['reauthenticate']);
    expect([seen.length, rejected]).toEqual([4, 2]);
  });

  it.each([
    ['another shape', json(200, { title: 'VIP' })],
    ['no JSON', ((_, response) => response.writeHead(200).end('<html>')) satisfies Handler],
  ])('is a 200 with %s', async (_, answer) => {
    handle = answer;
    expect(classes(await guarded()(['1'], call()))).toEqual(['malformed']);
  });
});

describe('time', () => {
  it('ends a call that hangs at its deadline', async () => {
    handle = () => {};
    const startedAt = performance.now();
    expect(classes(await guarded(ask, { deadlineMs: 60 })(['1'], call()))).toEqual(['timeout']);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('ends a connector that never settles and ignores its signal', async () => {
    const stuck: Run = () => new Promise(() => {});
    expect(classes(await guarded(stuck, { deadlineMs: 30 })(['1'], call()))).toEqual(['timeout']);
  });

  it('is not waited for when the vendor asks for longer than the deadline, nor is it called before', async () => {
    handle = json(429, {}, { 'retry-after': '5' });
    const source = guarded();
    expect(classes(await source(['1'], call()))).toEqual(['throttled']);
    expect(classes(await source(['1'], call()))).toEqual(['throttled']);
    expect(seen.length).toBe(1);
  });

  it('of a caller who leaves does not count against the vendor', async () => {
    handle = () => {};
    const source = guarded();
    for (let i = 0; i < 6; i += 1) {
      const controller = new AbortController();
      const outcome = source(['1'], call(controller.signal));
      controller.abort(new DOMException('left', 'AbortError'));
      expect(classes(await outcome)).toEqual(['timeout']);
    }
    expect(breaker.state).toBe('closed');
  });
});

describe('the breaker', () => {
  it('opens on calls that time out in a row, and then nothing is called', async () => {
    handle = () => {};
    const source = guarded(ask, { deadlineMs: 40, maxBatch: 1 });
    for (let i = 0; i < 3; i += 1) await source(['1', '2'], call());
    expect(breaker.state).toBe('open');
    const before = seen.length;
    const [outcome] = await source(['3'], call());
    expect(outcome).toMatchObject({ ok: false, failure: { cause: { class: 'breaker-open' } } });
    expect(seen.length).toBe(before);
  });

  it('counts a connector that breaks its contract, and says what it did', async () => {
    const source = guarded(async () => []);
    for (let i = 0; i < 20; i += 1) {
      const [outcome] = await source(['1'], call());
      expect(outcome).toMatchObject({
        failure: {
          cause: { class: 'connector-defect', message: expect.stringContaining('expected 1, got 0 elements') },
        },
      });
    }
    expect(breaker.state).toBe('open');
  });
});
