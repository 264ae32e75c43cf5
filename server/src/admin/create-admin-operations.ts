import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import {
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  specifiedRules,
  type ValidationRule,
} from 'graphql';
import { LIMITS, limitRules, maskError } from '../operation/index.js';
import type { Logger, Metrics } from '../telemetry/index.js';
import type { AdminContext } from './admin-context.js';
import { codedRefusal } from './admin-error.js';
import { adminSchema } from './admin-schema.js';

/** What executes the operations of admins. */
export interface AdminOperations {
  /** For queries and mutations. Started. */
  readonly server: ApolloServer<AdminContext>;
  /** For subscriptions, which Apollo Server does not serve. */
  readonly streams: AdminStreams;
}

export interface AdminStreams {
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly maxTokens: number;
  /** How an error is told: coded ones as they are, others with a reference. */
  mask(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError;
}

/** Builds the schema of admins and starts what executes on it. Whoever is let in may introspect. */
export async function createAdminOperations({
  metrics,
  logger,
}: {
  metrics: Metrics;
  logger: Logger;
}): Promise<AdminOperations> {
  const schema = await adminSchema();
  const mask = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const coded = codedRefusal(error);
    if (coded === error || !(coded instanceof GraphQLError)) return maskError(formatted, error, logger);
    return { ...formatted, message: coded.message, extensions: coded.extensions };
  };
  const server = new ApolloServer<AdminContext>({
    schema,
    introspection: true,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: limitRules(LIMITS),
    formatError: mask,
    logger: {
      debug() {},
      info() {},
      warn: (message) => logger.warn({ message }, 'apollo'),
      error: (message) => logger.error({ message }, 'apollo'),
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // Left on, it is loaded to find that the schema is no subgraph's.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      {
        async requestDidStart() {
          return {
            async willSendResponse({ operation, response: { body } }) {
              const kind = operation?.operation ?? 'query';
              const failed = body.kind === 'single' && (body.singleResult.errors ?? []).length > 0;
              metrics.adminOperation({ kind, outcome: failed ? 'failed' : 'ok' });
            },
          };
        },
      },
    ],
  });
  await server.start();
  return {
    server,
    streams: { schema, rules: [...specifiedRules, ...limitRules(LIMITS)], maxTokens: LIMITS.tokens, mask },
  };
}
