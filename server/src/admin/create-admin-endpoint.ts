import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
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
import { type Admin, type AdminGuard, createAdminGuard } from './guard/admin-guard.js';
import type { Admission } from './guard/admission.js';
import type { AdminSources } from './sources.js';

export interface AdminEndpointOptions {
  admission: Exclude<Admission, { kind: 'nobody' }>;
  sources: AdminSources;
  metrics: Metrics;
  logger: Logger;
  /** Epoch milliseconds. */
  now: () => number;
}

/** What the HTTP layer serves at `/admin/graphql`. */
export interface AdminEndpoint {
  readonly guard: AdminGuard;
  /** For queries and mutations. Not started. */
  readonly server: ApolloServer<AdminContext>;
  /** For subscriptions, which Apollo Server does not serve. */
  readonly streams: AdminStreams;
  context(admin: Admin): AdminContext;
  /** Ends all streams; later ones end at once. */
  endStreams(): void;
}

export interface AdminStreams {
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly maxTokens: number;
  /** How an error is told: coded ones as they are, others with a reference. */
  mask(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError;
}

/** The admin endpoint: its schema, who may use it, and what of it is counted. Whoever is let in may introspect. */
export async function createAdminEndpoint(options: AdminEndpointOptions): Promise<AdminEndpoint> {
  const { admission, sources, metrics, logger, now } = options;
  const schema = await adminSchema();
  const ending = new AbortController();
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
  return {
    guard: createAdminGuard(admission, metrics),
    server,
    streams: { schema, rules: [...specifiedRules, ...limitRules(LIMITS)], maxTokens: LIMITS.tokens, mask },
    context: (admin) => ({ sources, admin, ending: ending.signal, now }),
    endStreams: () => ending.abort(),
  };
}
