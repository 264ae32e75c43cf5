import type { FastifyInstance } from 'fastify';
import { validationError } from '../hubspot-error.js';
import { archiveRecord, createRecord, updateRecord } from '../record-writes.js';
import { writtenJson } from './object-json.js';
import { findObject, limitBatch, type ObjectScope, requireObject } from './object-scope.js';
import { checkedValues, refuseTakenEmail } from './write-checks.js';

interface WriteBody {
  properties: Record<string, string>;
  associations?: unknown[];
}

const writeBody = {
  type: 'object',
  required: ['properties'],
  properties: { properties: { type: 'object', additionalProperties: { type: 'string' } } },
};

const archiveBody = {
  type: 'object',
  required: ['inputs'],
  properties: {
    inputs: { type: 'array', items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
  },
};

/** Create, update and archive, one object or a batch. Archiving what is not there is no error. */
export function writeRoutes(scope: FastifyInstance, objects: ObjectScope): void {
  const { path, definition } = objects;

  scope.post<{ Body: WriteBody }>(path, { schema: { body: writeBody } }, async (request, reply) => {
    const { properties, associations = [] } = request.body;
    if (associations.length > 0) {
      throw validationError('The sandbox takes no associations on create; write associatedcompanyid instead');
    }
    const table = objects.table(request);
    const values = checkedValues(objects, properties);
    refuseTakenEmail(table, values);
    const record = createRecord({ table, definition }, values, objects.now());
    return reply.code(201).send(writtenJson(definition, record, Object.keys(properties)));
  });

  scope.patch<{ Params: { id: string }; Querystring: { idProperty?: string }; Body: WriteBody }>(
    `${path}/:id`,
    { schema: { body: writeBody } },
    async (request) => {
      const table = objects.table(request);
      const current = requireObject(objects, table, request.params.id, request.query.idProperty);
      const values = checkedValues(objects, request.body.properties);
      refuseTakenEmail(table, values, current);
      const record = updateRecord({ table, definition }, current, values, objects.now());
      return writtenJson(definition, record, Object.keys(values));
    },
  );

  scope.delete<{ Params: { id: string } }>(`${path}/:id`, async (request, reply) => {
    const table = objects.table(request);
    const current = findObject(objects, table, request.params.id);
    if (current) archiveRecord(table, current, objects.now());
    return reply.code(204).send();
  });

  scope.post<{ Body: { inputs: { id: string }[] } }>(
    `${path}/batch/archive`,
    { schema: { body: archiveBody } },
    async (request, reply) => {
      limitBatch(request.body.inputs, 100);
      const table = objects.table(request);
      for (const { id } of request.body.inputs) {
        const current = findObject(objects, table, id);
        if (current) archiveRecord(table, current, objects.now());
      }
      return reply.code(204).send();
    },
  );
}
