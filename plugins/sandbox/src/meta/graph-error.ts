import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';

/** Nearly every failure of the Graph API arrives as 400; the code in the body tells what it is. */
const STATUS = 400;

/** A failure as the Graph API words it. */
export class GraphError extends Error {
  readonly type: 'OAuthException' | 'GraphMethodException';
  readonly code: number;
  readonly subcode: number | undefined;

  constructor(code: number, message: string, subcode?: number, type: GraphError['type'] = 'OAuthException') {
    super(message);
    this.type = type;
    this.code = code;
    this.subcode = subcode;
  }
}

/** Code 100: a parameter or field that does not exist or cannot be read. */
export function invalidParameter(message: string): GraphError {
  return new GraphError(100, `(#100) ${message}`);
}

/** Code 100, subcode 33: a node that does not exist, or that the token may not see. */
export function unknownNode(id: string, method = 'get'): GraphError {
  const message = `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`;
  return new GraphError(100, message, 33, 'GraphMethodException');
}

export function sendGraphError(reply: FastifyReply, error: GraphError, status = STATUS): FastifyReply {
  return reply.code(status).send({
    error: {
      message: error.message,
      type: error.type,
      code: error.code,
      ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }),
      fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
    },
  });
}
