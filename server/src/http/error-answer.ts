import type { IncomingHttpHeaders } from 'node:http';
import { AdminRefusal } from '../admin/index.js';
import { AuthenticationError, IssuerUnavailableError } from '../auth/index.js';
import { RequestRefusal } from './request-refusal.js';

/** How an error outside GraphQL's own execution is told. */
export interface ErrorAnswer {
  status: number;
  /** Stable code, as in `errors[0].extensions.code`. */
  code: string;
  message: string;
  headers: Readonly<Record<string, string>>;
}

/** Null for an error that is none of the caller's business. `bodyLimit` in bytes. */
export function answerTo(error: unknown, bodyLimit: number): ErrorAnswer | null {
  if (error instanceof RequestRefusal) {
    return { status: error.status, code: error.code, message: error.message, headers: {} };
  }
  if (error instanceof AdminRefusal) {
    return { status: error.status, code: error.code, message: error.message, headers: error.headers };
  }
  if (error instanceof AuthenticationError) {
    const headers = { 'www-authenticate': error.challenge };
    return { status: 401, code: error.code, message: error.message, headers };
  }
  if (error instanceof IssuerUnavailableError) {
    return { status: 503, code: error.code, message: error.message, headers: { 'retry-after': '5' } };
  }
  switch (statusOf(error)) {
    case 400:
      return {
        status: 400,
        code: 'BAD_REQUEST',
        message: 'The request must be well formed, and its body one JSON object with the key "query".',
        headers: {},
      };
    case 413:
      return {
        status: 413,
        code: 'PAYLOAD_TOO_LARGE',
        message: `The body may have at most ${bodyLimit} bytes; send large writes in several requests.`,
        headers: {},
      };
    case 415:
      return {
        status: 415,
        code: 'UNSUPPORTED_MEDIA_TYPE',
        message: 'The content type must be application/json.',
        headers: {},
      };
    default:
      return null;
  }
}

/** The body of an error answer, in GraphQL's response format, so that every client can read it. */
export function errorBody({
  message,
  ...extensions
}: Pick<ErrorAnswer, 'code' | 'message'> & { retryable?: boolean }): string {
  return JSON.stringify({ errors: [{ message, extensions }] });
}

/** Content type of an error answer: GraphQL's own where the caller takes it, else plain JSON. */
export function errorContentType({ accept }: IncomingHttpHeaders): string {
  const type = accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json'
    : 'application/json';
  return `${type}; charset=utf-8`;
}

/** Fastify marks its own refusals with the status; their texts may repeat what was sent. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}
