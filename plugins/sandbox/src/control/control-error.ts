import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** Answers wrong control input with what is allowed instead. */
export function answerControlError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const status = error.statusCode ?? 500;
  const problems = (error.validation ?? []).map(({ instancePath, keyword, message, params }) => {
    const field = instancePath.slice(1).replaceAll('/', '.') || 'the body';
    if (keyword === 'enum') return `${field} must be one of ${listed(params.allowedValues)}`;
    if (keyword === 'additionalProperties') return `${field} has an unknown field ${String(params.additionalProperty)}`;
    return `${field} ${message ?? 'is not valid'}`;
  });
  const properties = error.validation?.some(({ keyword }) => keyword === 'additionalProperties');
  reply.code(status).send({
    error: problems.length > 0 ? problems.join('; ') : error.message,
    ...(properties ? { allowed: allowedFields(_request) } : {}),
  });
}

/** A wrong control input that the schema cannot express. */
export function controlError(message: string, statusCode = 400): Error {
  return Object.assign(new Error(message), { statusCode });
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.join(', ') : String(values);
}

function allowedFields(request: FastifyRequest): string[] {
  const body: unknown = request.routeOptions.schema?.body;
  if (typeof body !== 'object' || body === null || !('properties' in body)) return [];
  return Object.keys(body.properties ?? {});
}
