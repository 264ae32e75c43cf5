import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Logger, Metrics } from '../telemetry/index.js';
import { answerPlugin } from './answer-plugin.js';
import { stringifyResult } from './compiled/index.js';
import { compiledPlugin } from './compiled-plugin.js';
import type { CostLimits } from './cost/index.js';
import { createDirect, type Direct } from './direct.js';
import { knownOperations } from './known-operation.js';
import { knownOperationRule } from './known-operation-rule.js';
import { createKnownTexts } from './known-texts.js';
import { LIMITS, limitRules } from './limits.js';
import { maskError } from './mask-error.js';
import { type AnswerOptions, OperationAnswer } from './operation-answer.js';
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

/** What answers the operations on one major. */
export interface OperationServer {
  /** Not started. */
  apollo: ApolloServer<OperationContext>;
  /** For what it need not look at. */
  direct: Direct<OperationContext>;
}

/**
 * Apollo Server over one major's view. Its cache-control plugin is off: freshness comes from our own layers, and its
 * hooks on every field cost more than they tell. So is that of traces in answers, which would be loaded only to find that the
 * schema is no subgraph's. Cross-site requests are refused in `http`, for every endpoint.
 */
export function createOperationServer(options: OperationServerOptions): OperationServer {
  const { major, view, introspection, compileAfter, costLimits, metrics, logger } = options;
  const mask = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError =>
    maskError(formatted, error, logger);
  const known = createKnownTexts(knownOperations(view, compileAfter));
  const answers: AnswerOptions = { major, costLimits, metrics };
  const apollo = new ApolloServer<OperationContext>({
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
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      answerPlugin(answers, known),
      compiledPlugin({ major, view, known, mask, metrics }),
    ],
  });
  const begin = (context: OperationContext): OperationAnswer => new OperationAnswer(answers, context);
  return { apollo, direct: createDirect({ major, view, known, mask, begin, metrics }) };
}
