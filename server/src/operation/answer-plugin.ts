import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import type { Metrics } from '../telemetry/index.js';
import { freshnessNotes, provenanceNotes } from './answer-extensions.js';
import { deprecationsIn, headersOf, type UsedDeprecation } from './deprecation/index.js';
import type { OperationContext } from './operation-context.js';

/**
 * Writes what an answer says beside its data: deprecations as headers and extensions, stale values, provenance on
 * request; and counts the operation.
 */
export function answerPlugin(major: number, metrics: Metrics): ApolloServerPlugin<OperationContext> {
  const seen = new WeakMap<DocumentNode, Map<string, readonly UsedDeprecation[]>>();

  /** Apollo keeps parsed documents, so a repeated operation is walked once. */
  function deprecationsOf({
    document,
    schema,
    operationName,
  }: GraphQLRequestContext<OperationContext>): readonly UsedDeprecation[] {
    if (document === undefined) return [];
    const byName = seen.get(document) ?? new Map<string, readonly UsedDeprecation[]>();
    seen.set(document, byName);
    const name = operationName ?? '';
    const used = byName.get(name) ?? deprecationsIn(schema, document, operationName ?? undefined);
    byName.set(name, used);
    return used;
  }

  return {
    async requestDidStart() {
      const startedAt = performance.now();
      let deprecations: readonly UsedDeprecation[] = [];
      return {
        async didResolveOperation(request) {
          deprecations = deprecationsOf(request);
          const { client } = request.contextValue.caller;
          const coordinates = new Set(deprecations.map(({ coordinate }) => coordinate));
          for (const coordinate of coordinates) metrics.deprecatedUse({ coordinate, client });
        },

        async willSendResponse({ contextValue, response }) {
          contextValue.finish();
          response.http.headers.set('x-selvedge-api', `v${major}`);
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          for (const [name, value] of Object.entries(headersOf(deprecations))) response.http.headers.set(name, value);
          const freshness = freshnessNotes(contextValue);
          const extensions = {
            ...singleResult.extensions,
            ...(deprecations.length > 0 ? { deprecations } : {}),
            ...(freshness.length > 0 ? { freshness } : {}),
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
