import type { FastifyInstance } from 'fastify';
import { controlError } from './control-error.js';
import type { FaultBook, FaultSpecification } from './faults.js';

/** `/_faults`: set, list and clear what goes wrong. */
export function faultRoutes(scope: FastifyInstance, faults: FaultBook, vendorIds: readonly string[]): void {
  scope.post<{ Body: FaultSpecification }>(
    '/_faults',
    { schema: { body: faultSchema(vendorIds) }, bodyLimit: MAX_FAULT_BYTES },
    async (request, reply) => {
      rejectUnclear(request.body);
      const { id } = faults.add(request.body);
      return reply.code(201).send({ id });
    },
  );

  scope.get('/_faults', async () => ({ faults: faults.list() }));

  scope.delete('/_faults', async (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });

  scope.delete<{ Params: { id: string } }>('/_faults/:id', async (request, reply) => {
    if (!faults.remove(request.params.id)) {
      const ids = faults.list().map((fault) => fault.id);
      throw controlError(`no fault ${request.params.id}; in force: ${ids.join(', ') || 'none'}`, 404);
    }
    return reply.code(204).send();
  });
}

/** A fault may carry an absurdly large answer. */
const MAX_FAULT_BYTES = 128 * 1024 * 1024;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const flag = { const: true };

function faultSchema(vendorIds: readonly string[]): object {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['vendor'],
    properties: {
      vendor: { enum: vendorIds },
      account: { type: 'string' },
      path: { type: 'string', pattern: '^[/*]' },
      method: { enum: [...METHODS, ...METHODS.map((method) => method.toLowerCase())] },
      latencyMs: { type: 'integer', minimum: 0, maximum: 600_000 },
      status: { type: 'integer', minimum: 200, maximum: 599 },
      body: {},
      headers: { type: 'object', additionalProperties: { type: 'string' } },
      malformed: flag,
      reset: flag,
      blackHole: flag,
      share: { type: 'number', minimum: 0, maximum: 1 },
      times: { type: 'integer', minimum: 1 },
    },
  };
}

function rejectUnclear(fault: FaultSpecification): void {
  const answers = [
    fault.status !== undefined || fault.body !== undefined,
    fault.malformed === true,
    fault.reset === true,
    fault.blackHole === true,
  ].filter(Boolean).length;
  const allowed = 'latencyMs and at most one of status (with body), malformed, reset, blackHole';
  if (answers > 1) throw controlError(`a call can end in one way only: give ${allowed}`);
  if (answers === 0 && fault.latencyMs === undefined) throw controlError(`nothing would go wrong: give ${allowed}`);
}
