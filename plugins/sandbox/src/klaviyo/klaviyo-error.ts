import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';

export interface ErrorSource {
  pointer?: string;
  parameter?: string;
}

/** What is wrong with a request, in the words of one member of `errors`. */
export interface Complaint {
  code: string;
  title: string;
  detail: string;
  source?: ErrorSource;
  meta?: Readonly<Record<string, unknown>>;
}

/** An answer other than 2xx, thrown by a route or a hook. */
export class KlaviyoError extends Error {
  readonly status: number;
  readonly complaint: Complaint;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, complaint: Complaint, headers: Readonly<Record<string, string>> = {}) {
    super(complaint.detail);
    this.status = status;
    this.complaint = complaint;
    this.headers = headers;
  }
}

/** 400 for a part of the body, by JSON pointer. */
export function invalidInput(pointer: string, detail: string): KlaviyoError {
  return new KlaviyoError(400, { code: 'invalid', title: 'Invalid input.', detail, source: { pointer } });
}

/** 400 for a query parameter or a header. */
export function invalidParameter(parameter: string, detail: string): KlaviyoError {
  return new KlaviyoError(400, { code: 'invalid', title: 'Invalid input.', detail, source: { parameter } });
}

export function notFound(what: string): KlaviyoError {
  return new KlaviyoError(404, {
    code: 'not_found',
    title: 'Not found.',
    detail: `${what} does not exist.`,
    source: { pointer: '/data/' },
  });
}

export function sendError(reply: FastifyReply, { status, complaint, headers }: KlaviyoError): FastifyReply {
  const { code, title, detail, source = { pointer: '/data/' }, meta = {} } = complaint;
  return reply
    .code(status)
    .headers(headers)
    .type('application/vnd.api+json')
    .send(JSON.stringify({ errors: [{ id: randomUUID(), status, code, title, detail, source, links: {}, meta }] }));
}
