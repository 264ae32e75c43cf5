import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

export interface ErrorBody {
  message: string;
  errorCode: string;
  fields?: readonly string[];
}

/** An answer other than 2xx, thrown by a route. */
export class SalesforceError extends Error {
  readonly statusCode: number;
  readonly body: ErrorBody;

  constructor(statusCode: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.statusCode = statusCode;
    this.body = { message, errorCode, ...(fields ? { fields } : {}) };
  }
}

export function notFound(message = 'The requested resource does not exist'): SalesforceError {
  return new SalesforceError(404, 'NOT_FOUND', message);
}

/** Renders every failure of Salesforce's routes in its shape, a list of one. */
export function answerError(error: FastifyError | Error, _request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode, body } = error instanceof SalesforceError ? error : translated(error);
  reply.code(statusCode).send([body]);
}

export function answerNotFound(_request: FastifyRequest, reply: FastifyReply): void {
  reply.code(404).send([notFound().body]);
}

function translated(error: FastifyError | Error): SalesforceError {
  const statusCode = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
  if (statusCode === 415) {
    return new SalesforceError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be application/json');
  }
  if (statusCode >= 500) {
    return new SalesforceError(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred. Please include this ErrorId.');
  }
  return new SalesforceError(statusCode, 'JSON_PARSER_ERROR', error.message);
}
