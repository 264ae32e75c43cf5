import { bench, do_not_optimize, group } from 'mitata';
import { parse, validate } from '../../node_modules/graphql/index.js';
import { buildGraph } from '../../server/dist/graph/index.js';
import { byOperation } from '../../server/dist/operation/by-operation.js';
import { deprecationsIn } from '../../server/dist/operation/deprecation/index.js';
import { viewOf } from '../../server/dist/operation/index.js';
import { createEligibility, createFieldUsage } from '../../server/dist/rollouts/eligibility/index.js';
import { callerHash } from '../../server/dist/rollouts/model/index.js';
import { createMetrics } from '../../server/dist/telemetry/index.js';
import { KEPT_ON_STABLE, USAGE_OF_DEPRECATED, USAGE_OF_FIELDS, USAGE_OF_OPERATION } from '../src/claims.ts';
import { CALLER } from './caller.ts';

/** Two deprecated fields of the first major, among others. */
const DEPRECATED = '{ contacts(first: 10) { edges { node { id name phone } } } }';

/** What is counted of each operation, and of each batch and call. */
export async function addCounting(): Promise<void> {
  const metrics = createMetrics();
  const view = viewOf(await buildGraph(), 1);
  const document = parse(DEPRECATED);
  const [problem] = validate(view, document);
  if (problem) throw problem;
  const found = deprecationsIn(view, document);
  if (found.length < 2)
    throw new Error(`Expected two uses of what is deprecated in ${DEPRECATED}, got ${found.length}`);
  const knownOf = byOperation((one, name) => deprecationsIn(view, one, name));

  const fields = createFieldUsage({ records: { addTouched: async () => {} }, now: Date.now, onError: rethrow });
  const needed = new Map([['Contact', new Set(['givenName', 'phones'])]]);
  const kept = await eligibilityOf(1_000);

  group('usage and metrics', () => {
    bench('deprecations of a new document', () => do_not_optimize(deprecationsIn(view, document)));
    bench(USAGE_OF_DEPRECATED, () => {
      const coordinates = new Set(knownOf(document, null).map(({ coordinate }) => coordinate));
      for (const coordinate of coordinates) metrics.deprecatedUse({ coordinate, client: CALLER.client });
    });
    const usage = fields.of(CALLER);
    bench(USAGE_OF_FIELDS, () => usage.operation(() => needed)('posts', '1.0.0', 'contact.page'));
    bench('kept on stable: a rollout that keeps nobody', () => do_not_optimize(kept.isKept(ROLLOUT_OF_NOBODY, CALLER)));
    bench(KEPT_ON_STABLE, () => do_not_optimize(kept.isKept(ROLLOUT, CALLER)));
    bench(USAGE_OF_OPERATION, () => metrics.operation({ major: 2, outcome: 'ok', durationMs: 1.7 }));
    bench('metrics: an operation’s executor', () => metrics.executed({ major: 2, by: 'plan' }));
    bench('metrics: an operation’s estimate', () => metrics.estimated({ major: 2, vendorCalls: 2 }));
    bench('metrics: a route', () => metrics.routed({ connector: 'posts', version: '1.0.0' }));
    bench('metrics: a batch', () =>
      metrics.vendorBatch({ connector: 'posts', version: '1.0.0', capability: 'posts/all', durationMs: 1.2 }),
    );
    bench('metrics: a call', () =>
      metrics.vendorCall({ connector: 'posts', version: '1.0.0', outcome: 'ok', durationMs: 1.1 }),
    );
  });
}

const ROLLOUT = {
  rollout: 'some',
  revision: 1,
  connector: 'posts',
  stable: '1.0.0',
  candidate: '1.1.0',
  weight: 10,
  shadowShare: 0,
  stickyBy: 'user',
  writes: false,
  countedStep: 0,
  countedSinceMs: 0,
  slowAfterMs: null,
} as const;
const ROLLOUT_OF_NOBODY = { ...ROLLOUT, rollout: 'nobody' } as const;

/** Two rollouts: one keeps so many callers besides the one of the measurement, the other nobody. */
async function eligibilityOf(others: number) {
  const callers = Array.from({ length: others }, (_, at) => callerHash({ ...CALLER, user: `user ${at}` }, 'user'));
  const set = { version: 1, isComplete: true, coordinates: [] };
  return createEligibility({
    records: {
      sets: async () => [
        { ...set, rollout: 'some', callers: others + 1 },
        { ...set, rollout: 'nobody', callers: 0 },
      ],
      callers: async () => [...callers, callerHash(CALLER, 'user')],
    },
    changes: { watch: () => () => {} },
    onError: rethrow,
  });
}

function rethrow(error: unknown): never {
  throw error;
}
