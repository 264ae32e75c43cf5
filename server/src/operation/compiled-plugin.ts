import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { type GraphQLError, type GraphQLFormattedError, type GraphQLSchema, getVariableValues } from 'graphql';
import type { Metrics } from '../telemetry/index.js';
import { executePlan, formatErrors, JsonText, NotPlanned } from './compiled/index.js';
import type { KnownTexts } from './known-texts.js';
import type { OperationContext } from './operation-context.js';

export interface CompiledPluginOptions {
  major: number;
  view: GraphQLSchema;
  known: KnownTexts;
  mask: (formatted: GraphQLFormattedError, error: GraphQLError) => GraphQLFormattedError;
  metrics: Metrics;
}

/**
 * Executes repeated queries by a compiled plan and leaves the rest to graphql-js. Both answer the same; Apollo Server
 * formats the errors of the latter, and this those of the former.
 */
export function compiledPlugin(options: CompiledPluginOptions): ApolloServerPlugin<OperationContext> {
  const { major, view, known, mask, metrics } = options;

  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operation, operationName, request, contextValue }) {
          if (operation === undefined) return null;
          const { plans } = known.of(document, operationName);
          const { coerced } = getVariableValues(view, operation.variableDefinitions ?? [], request.variables ?? {});
          const plan = coerced === undefined ? null : plans.for(coerced);
          if (plan === null || coerced === undefined) {
            metrics.executed({ major, by: 'graphql-js' });
            return null;
          }
          try {
            const executed = await executePlan(plan, contextValue, coerced);
            const { errors } = executed;
            metrics.executed({ major, by: 'plan' });
            const answered = {
              data: executed.isNull ? null : (new JsonText(executed.text()) as unknown as Record<string, unknown>),
            };
            if (errors.length === 0) {
              return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: answered } };
            }
            const formatted = formatErrors(errors, mask);
            const singleResult = { errors: formatted.errors, ...answered };
            return { http: formatted.http, body: { kind: 'single', singleResult } };
          } catch (error) {
            if (!(error instanceof NotPlanned)) throw error;
            plans.notPlanned();
            contextValue.trail.rewind();
            metrics.executed({ major, by: 'graphql-js' });
            return null;
          }
        },
      };
    },
  };
}
