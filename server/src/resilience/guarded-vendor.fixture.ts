import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiBaseOf, type Connector, defineConnector } from '@selvedge/connector-api';
import type { AudienceRecord } from '@selvedge/schema';
import { z } from 'zod';
import type { Call, CapabilitySource, Outcome } from '../ports/index.js';
import { createLogger, createMetrics } from '../telemetry/index.js';
import { type Breaker, type BreakerOptions, createBreaker } from './breaker.js';
import { createConnectionClient } from './connection-client.js';
import { createDefects } from './defects.js';
import { guard } from './guard.js';
import { createPacer, createQuotaLedger } from './quota/index.js';
import { createVendorPools } from './vendor-pools.js';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;
export type Run = NonNullable<Connector['capabilities']['audience.byId']>['run'];

/** A vendor of audiences on this machine, and the guard in front of its connector. */
export interface GuardedVendor {
  /** How it answers. */
  handle: Handler;
  /** Requests that reached it. */
  readonly seen: { url: string; authorization: string | undefined }[];
  /** Times that its credential was refused. */
  rejected: number;
  readonly breaker: Breaker;
  /** What the log was told of defects. */
  readonly log: Record<string, unknown>[];
  guarded(
    run?: Run,
    over?: { maxBatch?: number; deadlineMs?: number },
    version?: string,
  ): CapabilitySource<'audience.byId'>;
  stop(): Promise<void>;
}

const shape = z.object({ name: z.string() });

export const record = (id: string, name: string): AudienceRecord => ({
  kind: 'Audience',
  id,
  name,
  memberCount: null,
  createdAt: null,
  updatedAt: null,
});

/** One request for the whole batch. */
export const ask: Run = async (ids, { fetch }) => {
  const { body } = await fetch({ path: '/lists', query: { ids: ids.join() }, answer: shape });
  return ids.map((id) => record(id, body.name));
};

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Handler =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
export const good = json(200, { name: 'VIP' });

export const call = (signal: AbortSignal = new AbortController().signal): Call => ({
  caller: { tenant: 'a', client: 'c', scopes: new Set(), apiMajor: 2 },
  signal,
});
export const classes = (outcomes: readonly Outcome<unknown>[]) =>
  outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.failure.cause.class));

/** Two slots; its breaker opens at 20 calls or 5 failures in a row, unless told otherwise. */
export async function startGuardedVendor(over: Partial<BreakerOptions> = {}): Promise<GuardedVendor> {
  let token = 'old';
  const server = createServer((request, response) => {
    vendor.seen.push({ url: request.url ?? '', authorization: request.headers.authorization });
    vendor.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pools = createVendorPools();
  const client = createConnectionClient({ concurrency: 2, pools });
  const ledger = createQuotaLedger({
    redis: null,
    reserve: { interactive: 0, bulk: 0 },
    gateways: () => 1,
  });
  const pacer = createPacer({
    ledger,
    connector: 'post',
    account: 'a',
    concurrency: null,
    gateway: 'g',
    wallClock: Date.now,
  });
  const breaker = createBreaker({
    windowMs: 10_000,
    volume: 20,
    failurePercent: 50,
    consecutiveFailures: 5,
    openMs: 30_000,
    probes: 1,
    ...over,
  });
  const logger = createLogger({ level: 'warn', write: (line) => void vendor.log.push(JSON.parse(line)) });
  const defects = createDefects({ logger, count: () => {}, now: () => 42 });
  const vendor: GuardedVendor = {
    handle: good,
    seen: [],
    rejected: 0,
    breaker,
    log: [],
    guarded(run = ask, over = {}, version = '1.0.0') {
      const implementation = { maxBatch: 100, run, deadlineMs: 1_000, ...over };
      const connector = defineConnector({
        id: 'post',
        baseUrl,
        credential: { type: 'bearer' },
        classify: ({ status, headers }) => {
          if (status < 400) return null;
          if (status === 401) return { class: 'reauthenticate', message: 'refused' };
          if (status === 429) {
            return {
              class: 'throttled',
              message: 'slow down',
              retryAfterMs: Number(headers.get('retry-after')) * 1_000,
            };
          }
          return status >= 500 ? { class: 'transient', message: 'down' } : { class: 'invalid', message: 'no' };
        },
        capabilities: { 'audience.byId': implementation },
      });
      const guards = {
        served: { connector: 'post', version, connection: 'a/post' },
        settings: {},
        breaker,
        defects,
        vendor: {
          connector,
          version,
          base: apiBaseOf(baseUrl),
          client,
          pacer,
          quota: undefined,
          credential: {
            generation: 'g',
            headers: async () => ({ authorization: `Bearer ${token}` }),
            reject: async () => {
              vendor.rejected += 1;
              token = 'new';
              return true;
            },
          },
          retry: { retries: 2, random: () => 0.01 },
          metrics: createMetrics(),
        },
        now: () => 42,
      };
      return guard(guards, { capability: 'audience.byId', implementation });
    },
    async stop() {
      await pools.close();
      breaker.shutdown();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return vendor;
}
