import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** Answers wrong control input with `{error}`, which says what is allowed instead. */
export function answerControlError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problems = (error.validation ?? []).map((problem) => describe(problem, request));
  reply.code(error.statusCode ?? 500).send({ error: problems.join('; ') || error.message });
}

/** A wrong control input that the schema cannot express. */
export function controlError(message: string, statusCode = 400): Error {
  return Object.assign(new Error(message), { statusCode });
}

type Problem = NonNullable<FastifyError['validation']>[number];

function describe({ instancePath, keyword, message, params }: Problem, request: FastifyRequest): string {
  const field = instancePath.slice(1).replaceAll('/', '.') || 'the input';
  switch (keyword) {
    case 'enum':
      return `${field} must be one of ${listed(params.allowedValues)}`;
    case 'const':
      return `${field} must be ${String(params.allowedValue)} or absent`;
    case 'additionalProperties':
      return `${field} has the unknown field ${String(params.additionalProperty)}; known are ${listed(knownFields(request))}`;
    default:
      return `${field} ${message ?? 'is not valid'}`;
  }
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.join(', ') : String(values);
}

function knownFields(request: FastifyRequest): string[] {
  const schema: unknown = request.routeOptions.schema?.body ?? request.routeOptions.schema?.querystring;
  if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return [];
  return Object.keys(schema.properties ?? {});
}
