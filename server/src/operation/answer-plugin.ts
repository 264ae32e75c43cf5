import type { ApolloServerPlugin } from '@apollo/server';
import type { FormattedExecutionResult } from 'graphql';
import type { OperationOutcome } from '../telemetry/index.js';
import type { KnownTexts } from './known-texts.js';
import { type AnswerOptions, OperationAnswer } from './operation-answer.js';
import type { OperationContext } from './operation-context.js';

/**
 * Writes what an answer says beside its data: deprecations as headers and extensions, its age, stale values, provenance
 * on request; and counts the operation. Refuses one whose estimate is over the limits, before any field is asked.
 */
export function answerPlugin(options: AnswerOptions, known: KnownTexts): ApolloServerPlugin<OperationContext> {
  return {
    async requestDidStart({ contextValue }) {
      const answer = contextValue.answer ?? new OperationAnswer(options, contextValue);
      return {
        async didResolveOperation({ source, document, request, operationName, queryHash, metrics }) {
          known.remember(source, document);
          // Whose text the hash is has been looked at by then.
          if (metrics.persistedQueryHit || metrics.persistedQueryRegister) known.persist(queryHash, source);
          answer.resolve(known.of(document, operationName), request.variables);
        },

        async willSendResponse({ response: { http, body } }) {
          contextValue.finish();
          for (const [name, value] of Object.entries(answer.headers())) http.headers.set(name, value);
          if (body.kind !== 'single') return;
          const extensions = answer.extensions();
          if (extensions !== null) body.singleResult.extensions = { ...body.singleResult.extensions, ...extensions };
          answer.count(outcomeOf(body.singleResult));
        },
      };
    },
  };
}

function outcomeOf({ errors = [], data }: FormattedExecutionResult): OperationOutcome {
  if (errors.length === 0) return 'ok';
  return data === null || data === undefined ? 'failed' : 'partial';
}
