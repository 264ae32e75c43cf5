import type { FastifyReply } from 'fastify';
import type { ErrorDetail } from '../hubspot-error.js';
import { isoOf } from './object-json.js';

/** Why some inputs of a batch have no result. */
export interface BatchError {
  status: 'error';
  category: string;
  subCategory?: string;
  message: string;
  context: Readonly<Record<string, readonly string[]>>;
  errors?: readonly ErrorDetail[];
}

/** 200 when every input has its result, 207 with the errors when some have not. */
export function answerBatch(
  reply: FastifyReply,
  { results, errors, now }: { results: readonly unknown[]; errors: readonly BatchError[]; now: number },
): FastifyReply {
  return reply.code(errors.length === 0 ? 200 : 207).send({
    status: 'COMPLETE',
    results,
    ...(errors.length === 0 ? {} : { numErrors: errors.length, errors }),
    startedAt: isoOf(now),
    completedAt: isoOf(now),
  });
}
