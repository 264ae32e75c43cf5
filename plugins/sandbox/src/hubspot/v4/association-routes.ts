import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Account } from '../crm.js';
import { validationError } from '../hubspot-error.js';
import { OBJECT_TYPES, OBJECTS, type ObjectType } from '../object-types.js';
import { answerBatch, type BatchError } from '../v3/batch-answer.js';
import { limitBatch } from '../v3/object-scope.js';
import { associationTypes } from './association-types.js';

interface AssociationBody {
  inputs: { id: string }[];
}

const associationBody = {
  type: 'object',
  required: ['inputs'],
  properties: {
    inputs: { type: 'array', items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
  },
};

/** `batch/read` of associations; type names in singular or plural. An input without any is an error of a 207. */
export function associationRoutes(
  scope: FastifyInstance,
  path: string,
  accountOf: (request: FastifyRequest) => Account,
  now: () => number,
): void {
  scope.post<{ Params: { from: string; to: string }; Body: AssociationBody }>(
    `${path}/:from/:to/batch/read`,
    { schema: { body: associationBody } },
    async (request, reply) => {
      const [from, to] = [objectType(request.params.from), objectType(request.params.to)];
      limitBatch(request.body.inputs, 1_000);
      const { associations } = accountOf(request);
      const results: object[] = [];
      const errors: BatchError[] = [];
      for (const { id } of request.body.inputs) {
        const ids = associations.idsOf(from, to, Number(id));
        if (ids.length === 0) errors.push(noneFound(from, to, id));
        else results.push({ from: { id }, to: ids.map((toObjectId) => target(from, to, toObjectId)) });
      }
      return answerBatch(reply, { results, errors, now: now() });
    },
  );
}

function target(from: ObjectType, to: ObjectType, toObjectId: number): object {
  return { toObjectId, associationTypes: associationTypes(from, to) };
}

function objectType(name: string): ObjectType {
  const type = OBJECT_TYPES.find((candidate) => candidate === name || OBJECTS[candidate].singular === name);
  if (!type) throw validationError(`Unable to infer object type from: ${name}`);
  return type;
}

function noneFound(from: ObjectType, to: ObjectType, id: string): BatchError {
  const [fromType, toType] = [OBJECTS[from].singular, OBJECTS[to].singular];
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${toType} is associated with ${fromType} ${id}.`,
    context: { fromObjectId: [id], fromObjectType: [fromType], toObjectType: [toType] },
  };
}
