import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';

export interface FieldError {
  field: string;
  message: string;
}

/** A failure that the caller sees as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly errors: readonly FieldError[] | undefined;

  constructor(status: number, title: string, detail: string, errors?: readonly FieldError[]) {
    super(detail);
    this.status = status;
    this.title = title;
    this.errors = errors;
  }
}

export function notFound(): Problem {
  return new Problem(404, 'Resource Not Found', 'The requested resource could not be found.');
}

export function invalid(...errors: readonly FieldError[]): Problem {
  const detail = "The resource submitted could not be validated. For field-specific details, see the 'errors' array.";
  return new Problem(400, 'Invalid Resource', detail, errors);
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemDocument(problem)));
}

/** The problem as the caller reads it. */
export function problemDocument({ status, title, message, errors }: Problem): object {
  return {
    type: 'https://mailchimp.com/developer/marketing/docs/errors/',
    title,
    status,
    detail: message,
    instance: randomUUID(),
    ...(errors === undefined ? {} : { errors }),
  };
}
