import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** A refusal, which Marketo answers with HTTP 200 and a code in the body. */
export class MarketoError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

let requests = 0;

/** What every answer begins with. */
export function requestId(): { requestId: string } {
  requests += 1;
  return { requestId: `${requests.toString(16)}#sandbox${requests.toString(36)}` };
}

/** Renders every failure in Marketo's shape; what its web server refuses has a status of its own and no JSON. */
export function answerError(error: FastifyError | MarketoError, _request: FastifyRequest, reply: FastifyReply): void {
  const status = error instanceof MarketoError ? 200 : (error.statusCode ?? 500);
  if (error instanceof MarketoError) sendRefusal(reply, error);
  else if (status === 413 || status === 414) reply.code(status).type('text/html').send(`<h1>${status}</h1>`);
  else if (status === 415) sendRefusal(reply, new MarketoError('612', 'Invalid Content Type'));
  else if (status < 500) sendRefusal(reply, new MarketoError('609', 'Invalid JSON'));
  else sendRefusal(reply, new MarketoError('611', 'System error'));
}

export function answerNotFound(request: FastifyRequest, reply: FastifyReply): void {
  const [path = ''] = request.url.split('?', 1);
  sendRefusal(reply, new MarketoError('610', `Requested resource '${path}' not found`));
}

function sendRefusal(reply: FastifyReply, { code, message }: MarketoError): void {
  reply.code(200).send({ ...requestId(), success: false, errors: [{ code, message }] });
}
