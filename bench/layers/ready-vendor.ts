import { apiBaseOf, defineConnector, type Quota, type VendorAnswer } from '../../plugins/connector-api/dist/index.js';
import { createBulkhead } from '../../server/dist/resilience/bulkhead.js';
import {
  createBreaker,
  createDefects,
  createPacer,
  createQuotaLedger,
  type VersionGuards,
} from '../../server/dist/resilience/index.js';
import { createRetryBudget } from '../../server/dist/resilience/retry.js';
import { createLogger, createMetrics } from '../../server/dist/telemetry/index.js';

const ANSWER: VendorAnswer = { status: 200, headers: new Headers(), body: [] };

/** The call that a measured batch makes; any answer will do. */
export const POSTS_CALL = {
  path: '/users',
  query: { id: ['1'] },
  answer: { '~standard': { version: 1, vendor: 'benchmark', validate: (value: unknown) => ({ value }) } },
} as const;

const BREAKER = {
  windowMs: 10_000,
  volume: 20,
  failurePercent: 50,
  consecutiveFailures: 5,
  openMs: 30_000,
  probes: 3,
} as const;

/** All that guards a connection in production, before a vendor that has answered already. */
export function createPosts(quota?: Quota): VersionGuards {
  const metrics = createMetrics();
  const now = Date.now;
  const ledger = createQuotaLedger({ redis: null, reserve: { interactive: 0.2, bulk: 0 }, gateways: () => 1 });
  const bulkhead = createBulkhead({ limit: 256 });
  const { id, ...connector } = defineConnector({
    id: 'posts',
    baseUrl: 'https://posts.example',
    credential: { type: 'bearer' },
    classify: () => null,
    capabilities: {},
  });
  return {
    served: { connector: id, version: '1.0.0', connection: 'default/posts', tagged: false },
    settings: {},
    breaker: createBreaker(BREAKER),
    defects: createDefects({ logger: createLogger({ level: 'error', write: () => {} }), count: () => {}, now }),
    vendor: {
      connector: { id, ...connector },
      version: '1.0.0',
      base: apiBaseOf(connector.baseUrl),
      client: {
        inSlot: (signal, task) => bulkhead.run(signal, task),
        send: async () => ANSWER,
        retryBudget: createRetryBudget(),
      },
      pacer: createPacer({
        ledger,
        connector: id,
        account: 'benchmark',
        concurrency: null,
        gateway: 'benchmark',
        wallClock: now,
      }),
      quota,
      credential: {
        generation: 'benchmark',
        headers: async () => ({ authorization: 'Bearer benchmark' }),
        reject: async () => false,
      },
      retry: { retries: 2, random: Math.random },
      metrics,
    },
    now,
  };
}
