import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { AnswerRecord } from '../operation/index.js';
import type { Caller } from '../ports/index.js';
import type { RequestLogFields } from '../telemetry/index.js';

/** What the HTTP layer must know of an operation's context. */
export interface CallerContext extends BaseContext {
  caller: Pick<Caller, 'tenant' | 'client'>;
  /** What the answer is made of, where it may be kept. */
  record?: AnswerRecord | null;
}

export type AnswerNote = Pick<RequestLogFields, 'tenant' | 'client' | 'operationName' | 'errorCodes'>;

/** Collects, per request of `node:http`, what its log line says of the operation. */
export interface AnswerNotes<C extends CallerContext> {
  /** To be added to each Apollo Server. */
  plugin: ApolloServerPlugin<C>;
  /** Ties a request to the context made for it. */
  begin(request: object, context: C): void;
  /** Notes an answer that was ready. */
  serve(request: object, note: AnswerNote): void;
  /** Notes what came of an operation that no Apollo Server answered. */
  answered(request: object, answer: { operationName: string | undefined; errorCodes: readonly string[] }): void;
  /** Notes a refusal outside GraphQL's execution. */
  refuse(request: object, code: string): void;
  of(request: object): AnswerNote;
}

export function createAnswerNotes<C extends CallerContext>(): AnswerNotes<C> {
  return {
    plugin: {
      async requestDidStart({ contextValue }) {
        const note = (contextValue as NotedContext)[NOTE];
        if (note === undefined) return;
        return {
          async willSendResponse({ operationName, response: { body } }) {
            if (operationName) note.operationName = operationName;
            const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
            const codes = new Set(errors.map(({ extensions }) => String(extensions?.code)));
            if (codes.size > 0) note.errorCodes = [...codes];
          },
        };
      },
    },
    begin(request, context) {
      const { tenant, client } = context.caller;
      const note: AnswerNote = { tenant, client };
      (request as Noted)[NOTE] = note;
      Object.assign(context, { [NOTE]: note });
    },
    serve(request, note) {
      (request as Noted)[NOTE] = note;
    },
    answered(request, { operationName, errorCodes }) {
      const note = (request as Noted)[NOTE];
      if (note === undefined) return;
      if (operationName !== undefined) note.operationName = operationName;
      if (errorCodes.length > 0) note.errorCodes = errorCodes;
    },
    refuse(request, code) {
      (request as Noted)[NOTE] = { ...(request as Noted)[NOTE], errorCodes: [code] };
    },
    of: (request) => (request as Noted)[NOTE] ?? {},
  };
}

/** Where a request has its note. Apollo hands plugins a shallow copy of the context, so it travels in that too. */
const NOTE = Symbol('answer note');

interface Noted {
  [NOTE]?: AnswerNote;
}

interface NotedContext extends BaseContext {
  [NOTE]?: AnswerNote;
}
