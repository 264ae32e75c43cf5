import type { FastifyInstance } from 'fastify';
import type { CrmRecord } from '../crm-record.js';
import { answerBatch, type BatchError } from './batch-answer.js';
import { objectJson } from './object-json.js';
import { findObject, limitBatch, type ObjectScope } from './object-scope.js';

interface BatchReadBody {
  idProperty?: string;
  properties: string[];
  inputs: { id: string }[];
}

const strings = { type: 'array', items: { type: 'string' }, default: [] };

const batchReadBody = {
  type: 'object',
  required: ['inputs'],
  properties: {
    idProperty: { type: 'string' },
    properties: strings,
    propertiesWithHistory: strings,
    inputs: {
      type: 'array',
      items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
    },
  },
};

/** `batch/read`. HubSpot promises no order of the results; here they come by id, whatever the order of the inputs. */
export function batchReadRoutes(scope: FastifyInstance, objects: ObjectScope): void {
  scope.post<{ Body: BatchReadBody }>(
    `${objects.path}/batch/read`,
    { schema: { body: batchReadBody } },
    async (request, reply) => {
      const { idProperty, properties, inputs } = request.body;
      limitBatch(inputs, 100);
      const table = objects.table(request);
      const found = new Map<number, CrmRecord>();
      const missing = new Set<string>();
      for (const { id } of inputs) {
        const record = findObject(objects, table, id, idProperty);
        if (record) found.set(record.id, record);
        else missing.add(id);
      }
      const records = [...found.values()].sort((one, other) => one.id - other.id);
      return answerBatch(reply, {
        results: records.map((record) => objectJson(objects.definition, record, properties)),
        errors: missing.size === 0 ? [] : [notFound(objects, [...missing])],
        now: objects.now(),
      });
    },
  );
}

function notFound({ definition }: ObjectScope, ids: readonly string[]): BatchError {
  const kind = definition.singular.toUpperCase();
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${kind} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids },
  };
}
