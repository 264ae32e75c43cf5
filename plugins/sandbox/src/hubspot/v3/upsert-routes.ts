import type { FastifyInstance } from 'fastify';
import { HubSpotError, validationError } from '../hubspot-error.js';
import type { ParsedValues } from '../property-writes.js';
import { createRecord, updateRecord } from '../record-writes.js';
import type { Table } from '../table.js';
import { answerBatch, type BatchError } from './batch-answer.js';
import { writtenJson } from './object-json.js';
import { findObject, limitBatch, type ObjectScope } from './object-scope.js';
import { checkedValues, refuseTakenEmail } from './write-checks.js';

interface UpsertInput {
  id: string;
  idProperty: string;
  properties: Record<string, string>;
  objectWriteTraceId?: string;
}

const upsertBody = {
  type: 'object',
  required: ['inputs'],
  properties: {
    inputs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'idProperty', 'properties'],
        properties: {
          id: { type: 'string' },
          idProperty: { type: 'string' },
          objectWriteTraceId: { type: 'string' },
          properties: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    },
  },
};

/**
 * `batch/upsert`. A bad item that carries an `objectWriteTraceId` fails alone and the answer is a 207; one that does
 * not makes the whole batch a 400, and nothing is written.
 */
export function upsertRoutes(scope: FastifyInstance, objects: ObjectScope): void {
  scope.post<{ Body: { inputs: UpsertInput[] } }>(
    `${objects.path}/batch/upsert`,
    { schema: { body: upsertBody } },
    async (request, reply) => {
      const { inputs } = request.body;
      limitBatch(inputs, 100);
      refuseDuplicates(inputs);
      const table = objects.table(request);
      const errors: BatchError[] = [];
      const accepted: { input: UpsertInput; values: ParsedValues }[] = [];
      for (const input of inputs) {
        const checked = check(objects, table, input);
        if (!(checked instanceof HubSpotError)) accepted.push({ input, values: checked });
        else if (input.objectWriteTraceId === undefined) throw checked;
        else errors.push(itemError(checked, input.objectWriteTraceId));
      }
      const results = accepted.map(({ input, values }) => write(objects, table, input, values));
      return answerBatch(reply, { results, errors, now: objects.now() });
    },
  );
}

function check(objects: ObjectScope, table: Table, input: UpsertInput): ParsedValues | HubSpotError {
  try {
    const current = findObject(objects, table, input.id, input.idProperty);
    if (input.idProperty === 'hs_object_id' && !current) {
      throw validationError(`No ${objects.definition.singular} has the id ${input.id}`);
    }
    const identified = input.idProperty === 'email' ? { email: input.id, ...input.properties } : input.properties;
    const values = checkedValues(objects, identified);
    refuseTakenEmail(table, values, current);
    return values;
  } catch (error) {
    if (error instanceof HubSpotError) return error;
    throw error;
  }
}

function write(objects: ObjectScope, table: Table, input: UpsertInput, values: ParsedValues): object {
  const target = { table, definition: objects.definition };
  const current = findObject(objects, table, input.id, input.idProperty);
  const record = current
    ? updateRecord(target, current, values, objects.now())
    : createRecord(target, values, objects.now());
  return {
    ...writtenJson(objects.definition, record, Object.keys(values)),
    new: current === undefined,
    ...(input.objectWriteTraceId === undefined ? {} : { objectWriteTraceId: input.objectWriteTraceId }),
  };
}

function itemError({ body }: HubSpotError, traceId: string): BatchError {
  return {
    status: 'error',
    category: body.category ?? 'VALIDATION_ERROR',
    message: body.message,
    context: { objectWriteTraceId: [traceId] },
    ...(body.errors ? { errors: body.errors } : {}),
  };
}

function refuseDuplicates(inputs: readonly UpsertInput[]): void {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { id } of inputs) (seen.has(id.toLowerCase()) ? repeated : seen).add(id.toLowerCase());
  if (repeated.size > 0) {
    throw validationError(`Duplicate IDs found in batch input: [${[...repeated].join(', ')}]. IDs must be unique`);
  }
}
