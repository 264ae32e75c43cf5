import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Metrics } from '../telemetry/index.js';
import { costNote, freshnessNotes, provenanceNotes } from './answer-extensions.js';
import { byOperation } from './by-operation.js';
import { type CostLimits, costPlans, type Estimate, estimate, type Planned, refuseCostly } from './cost/index.js';
import { deprecationsIn, headersOf, type UsedDeprecation } from './deprecation/index.js';
import { type NeededFields, neededFields } from './needed-fields.js';
import type { OperationContext } from './operation-context.js';

/** What an operation's document says of it, whoever sends it. */
interface KnownOperation {
  deprecations: readonly UsedDeprecation[];
  needed: NeededFields;
  planFor(variables: GraphQLRequest['variables']): Planned;
}

export interface AnswerPluginOptions {
  major: number;
  /** The major's view of the graph. */
  view: GraphQLSchema;
  costLimits: CostLimits;
  metrics: Metrics;
}

/**
 * Writes what an answer says beside its data: deprecations as headers and extensions, its age, stale values, provenance
 * on request; and counts the operation. Refuses one whose estimate is over the limits, before any field is asked.
 */
export function answerPlugin(options: AnswerPluginOptions): ApolloServerPlugin<OperationContext> {
  const { major, view, costLimits, metrics } = options;
  const knownOf = byOperation(
    (document, operationName): KnownOperation => ({
      deprecations: deprecationsIn(view, document, operationName),
      needed: neededFields(view, document, operationName),
      planFor: costPlans(view, document, operationName),
    }),
  );

  return {
    async requestDidStart({ contextValue: { now } }) {
      const startedAt = performance.now();
      const begunAt = now();
      let deprecations: readonly UsedDeprecation[] = [];
      let estimated: Estimate | undefined;
      return {
        async didResolveOperation(request) {
          const known = knownOf(request.document, request.operationName);
          deprecations = known.deprecations;
          request.contextValue.needed.fields = known.needed;
          const { client } = request.contextValue.caller;
          const coordinates = new Set(deprecations.map(({ coordinate }) => coordinate));
          for (const coordinate of coordinates) metrics.deprecatedUse({ coordinate, client });
          const { record } = request.contextValue;
          if (record) record.deprecated = [...coordinates];
          const { plan, variables } = known.planFor(request.request.variables);
          estimated = estimate(plan, variables, request.contextValue);
          metrics.estimated({ major, vendorCalls: estimated.vendorCalls });
          refuseCostly(estimated, costLimits);
        },

        async willSendResponse({ contextValue, response }) {
          contextValue.finish();
          response.http.headers.set('x-selvedge-api', `v${major}`);
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          for (const [name, value] of Object.entries(headersOf(deprecations))) response.http.headers.set(name, value);
          // What was fetched before the operation began comes from a cache (RFC 9111 §5.1); in seconds, as its oldest value.
          const { oldestAt } = contextValue.trail;
          if (oldestAt < begunAt) response.http.headers.set('age', String(Math.floor((now() - oldestAt) / 1_000)));
          const freshness = freshnessNotes(contextValue);
          const extensions = {
            ...singleResult.extensions,
            ...(deprecations.length > 0 ? { deprecations } : {}),
            ...(freshness.length > 0 ? { freshness } : {}),
            ...(contextValue.wantsCost && estimated ? { cost: costNote(estimated, costLimits) } : {}),
            ...(contextValue.wantsProvenance ? { provenance: provenanceNotes(contextValue) } : {}),
          };
          if (Object.keys(extensions).length > 0) singleResult.extensions = extensions;
          const failed = (singleResult.errors?.length ?? 0) > 0;
          const empty = singleResult.data === null || singleResult.data === undefined;
          const outcome = !failed ? 'ok' : empty ? 'failed' : 'partial';
          metrics.operation({ major, outcome, durationMs: performance.now() - startedAt });
        },
      };
    },
  };
}
