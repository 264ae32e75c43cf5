import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Logger, Metrics } from '../telemetry/index.js';
import { answerPlugin } from './answer-plugin.js';
import { stringifyResult } from './compiled/index.js';
import { compiledPlugin } from './compiled-plugin.js';
import type { CostLimits } from './cost/index.js';
import { knownOperationRule } from './known-operation-rule.js';
import { LIMITS, limitRules } from './limits.js';
import { maskError } from './mask-error.js';
import type { OperationContext } from './operation-context.js';

export interface OperationServerOptions {
  major: number;
  /** The major's view of the graph. */
  view: GraphQLSchema;
  introspection: boolean;
  /** Times that a query is seen before a plan is compiled for it; infinite for never. */
  compileAfter: number;
  /** How much an operation may take, by its estimate. */
  costLimits: CostLimits;
  metrics: Metrics;
  logger: Logger;
}

/**
 * Apollo Server over one major's view. Its cache-control plugin is off: freshness comes from our own layers, and its
 * hooks on every field cost more than they tell. Cross-site requests are refused in `http`, for every endpoint.
 */
export function createOperationServer(options: OperationServerOptions): ApolloServer<OperationContext> {
  const { major, view, introspection, compileAfter, costLimits, metrics, logger } = options;
  const mask = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError =>
    maskError(formatted, error, logger);
  return new ApolloServer<OperationContext>({
    schema: view,
    introspection,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [knownOperationRule, ...limitRules(LIMITS)],
    formatError: mask,
    stringifyResult,
    logger: {
      debug() {},
      info() {},
      warn: (message) => logger.warn({ message }, 'apollo'),
      error: (message) => logger.error({ message }, 'apollo'),
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      answerPlugin({ major, view, costLimits, metrics }),
      compiledPlugin({ major, view, compileAfter, mask, metrics }),
    ],
  });
}
