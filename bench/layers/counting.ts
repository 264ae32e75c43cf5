import { bench, do_not_optimize, group } from 'mitata';
import { parse, validate } from '../../node_modules/graphql/index.js';
import { buildGraph } from '../../server/dist/graph/index.js';
import { byOperation } from '../../server/dist/operation/by-operation.js';
import { deprecationsIn } from '../../server/dist/operation/deprecation/index.js';
import { viewOf } from '../../server/dist/operation/index.js';
import { createMetrics } from '../../server/dist/telemetry/index.js';
import { USAGE_OF_DEPRECATED, USAGE_OF_OPERATION } from '../src/claims.ts';
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

  group('usage and metrics', () => {
    bench('deprecations of a new document', () => do_not_optimize(deprecationsIn(view, document)));
    bench(USAGE_OF_DEPRECATED, () => {
      const coordinates = new Set(knownOf(document, null).map(({ coordinate }) => coordinate));
      for (const coordinate of coordinates) metrics.deprecatedUse({ coordinate, client: CALLER.client });
    });
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
