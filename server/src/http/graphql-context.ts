import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { StopSignal } from '../ports/index.js';
import { Stop } from '../resilience/index.js';
import type { AnswerNotes, CallerContext } from './answer-notes.js';
import { answerTo } from './error-answer.js';
import type { GraphService } from './graph-endpoint.js';

/** What of a request its operation's context is made of. */
export interface ContextRequest {
  /** By which the notes on its answer are found. */
  key: object;
  headers: IncomingHttpHeaders;
  id: string;
  response: ServerResponse;
}

/**
 * Makes the contexts of operations. What goes wrong is thrown as Apollo Server wants it, which writes it in
 * the media type that the caller takes, with its status and headers. `bodyLimit`: bytes, for the message.
 */
export function contextMaker<C extends CallerContext>(
  notes: AnswerNotes<C>,
  bodyLimit: number,
): (service: GraphService<C>, request: ContextRequest) => Promise<C> {
  return async (service, { key, headers, id, response }) => {
    try {
      const made = await service.context({ headers, id }, goneSignal(response));
      notes.begin(key, made);
      return made;
    } catch (error) {
      const answer = answerTo(error, bodyLimit);
      if (answer === null) throw error;
      notes.refuse(key, answer.code);
      const http = { status: answer.status, headers: new HeaderMap(Object.entries(answer.headers)) };
      throw new GraphQLError(answer.message, { extensions: { code: answer.code, http } });
    }
  };
}

/** Aborted when the connection ends before the answer. Fastify's own signal ends with the request's body. */
function goneSignal(response: ServerResponse): StopSignal {
  const gone = new Stop();
  response.on('close', () => {
    if (!response.writableFinished) gone.stop(new Error('The caller has gone.'));
  });
  return gone;
}
