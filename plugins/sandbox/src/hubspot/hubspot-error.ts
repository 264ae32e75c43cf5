import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

export interface ErrorDetail {
  message: string;
  code?: string;
  context?: Readonly<Record<string, readonly string[]>>;
}

/** The part of HubSpot's error body that differs from case to case. */
export interface HubSpotErrorBody {
  message: string;
  category?: string;
  subCategory?: string;
  errors?: readonly ErrorDetail[];
  context?: Readonly<Record<string, readonly string[]>>;
  [other: string]: unknown;
}

/** An answer other than 2xx, thrown by a route. */
export class HubSpotError extends Error {
  readonly statusCode: number;
  readonly body: HubSpotErrorBody;

  constructor(statusCode: number, body: HubSpotErrorBody) {
    super(body.message);
    this.statusCode = statusCode;
    this.body = body;
  }
}

export function validationError(message: string, errors?: readonly ErrorDetail[]): HubSpotError {
  return new HubSpotError(400, { message, ...(errors ? { errors } : {}), category: 'VALIDATION_ERROR' });
}

/** Renders every failure of HubSpot's routes in HubSpot's shape. */
export function answerError(error: FastifyError | HubSpotError, _request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode, body } = error instanceof HubSpotError ? error : translated(error);
  const { message, ...rest } = body;
  reply.code(statusCode).send({ status: 'error', message, correlationId: randomUUID(), ...rest });
}

export function answerNotFound(_request: FastifyRequest, reply: FastifyReply): void {
  reply.code(404).send({ status: 'error', message: 'resource not found', correlationId: randomUUID() });
}

function translated(error: FastifyError): HubSpotError {
  const statusCode = error.statusCode ?? 500;
  if (statusCode === 415) {
    return new HubSpotError(415, { message: 'Unsupported Media Type', category: 'VALIDATION_ERROR' });
  }
  if (statusCode >= 500) return new HubSpotError(500, { message: 'internal error', category: 'INTERNAL_ERROR' });
  return new HubSpotError(statusCode, {
    message: `Invalid input JSON: ${error.message}`,
    category: 'VALIDATION_ERROR',
  });
}
