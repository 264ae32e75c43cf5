import type { FastifyInstance, FastifyRequest } from 'fastify';
import { COLLECTIONS_SINCE, versionName, versionOf } from './api-version.js';
import { OBJECT_TYPES, OBJECTS, type ObjectDefinition } from './object-types.js';
import { checkedFields } from './record-checks.js';
import { externalIdField } from './record-routes.js';
import { deleteRecord, liveRecord, writeRecord } from './record-writes.js';
import { DATA, objectOf, type RoutesContext } from './routes-context.js';
import { notFound, SalesforceError } from './salesforce-error.js';
import { sobjectJson } from './sobject.js';
import { resolveField } from './soql/parse.js';
import { answerWrites, type Outcome } from './write-outcomes.js';

const READ_LIMIT = 2_000;
const WRITE_LIMIT = 200;

type Input = Readonly<Record<string, unknown>> & { attributes?: { type?: string } };
interface Writes {
  Params: { type: string; field: string };
  Body: { allOrNone?: boolean; records: Input[] };
}

const writesBody = {
  type: 'object',
  required: ['records'],
  properties: {
    allOrNone: { type: 'boolean' },
    records: { type: 'array', items: { type: 'object' } },
  },
};
const readBody = {
  type: 'object',
  required: ['ids', 'fields'],
  properties: {
    ids: { type: 'array', items: { type: 'string' } },
    fields: { type: 'array', items: { type: 'string' } },
  },
};

/** sObject Collections: many records a call. */
export function collectionRoutes(scope: FastifyInstance, context: RoutesContext): void {
  const path = `${DATA}/composite/sobjects`;
  scope.addHook('onRequest', async (request) => {
    if (versionOf(request) < COLLECTIONS_SINCE) throw notFound();
  });

  const read = (request: FastifyRequest, type: string, ids: readonly string[], names: readonly string[]) => {
    limit(ids, READ_LIMIT);
    const { definition, table } = objectOf(context, request, type);
    const fields = [...new Set(names.map((name) => resolveField(definition, name)))];
    return ids.map((id) => {
      const record = table.get(id);
      return record && !record.deleted ? sobjectJson(definition, record, fields, versionName(request)) : null;
    });
  };
  scope.post<{ Params: { type: string }; Body: { ids: string[]; fields: string[] } }>(
    `${path}/:type`,
    { schema: { body: readBody } },
    async (request) => read(request, request.params.type, request.body.ids, request.body.fields),
  );
  scope.get<{ Params: { type: string }; Querystring: { ids?: string; fields?: string } }>(
    `${path}/:type`,
    async (request) => {
      const { ids, fields } = request.query;
      if (!ids || !fields) throw new SalesforceError(400, 'MISSING_ARGUMENT', 'ids and fields are required');
      return read(request, request.params.type, ids.split(','), fields.split(','));
    },
  );

  scope.post<Writes>(path, { schema: { body: writesBody } }, async (request) =>
    answerWrites(limit(request.body.records, WRITE_LIMIT), request.body.allOrNone, (record) => {
      const { definition, table } = objectOf(context, request, typeOf(record));
      const written = checkedFields(definition, table, record);
      return () => ({ id: writeRecord(table, written, context.now()).id });
    }),
  );

  scope.patch<Writes>(path, { schema: { body: writesBody } }, async (request) =>
    answerWrites(limit(request.body.records, WRITE_LIMIT), request.body.allOrNone, ({ id, Id = id, ...record }) => {
      const { definition, table } = objectOf(context, request, typeOf(record));
      const current = liveRecord(table, String(Id));
      const written = checkedFields(definition, table, record, current);
      return () => ({ id: writeRecord(table, written, context.now(), current).id });
    }),
  );

  scope.patch<Writes>(`${path}/:type/:field`, { schema: { body: writesBody } }, async (request) => {
    const { definition, table } = objectOf(context, request, request.params.type);
    const field = externalIdField(definition, request.params.field);
    const records = limit(request.body.records, WRITE_LIMIT);
    const twice = repeated(records.map((record) => String(record[field] ?? '').toLowerCase()));
    return answerWrites(records, request.body.allOrNone, (record): (() => Outcome) => {
      const value = String(record[field] ?? '');
      if (value === '') throw new SalesforceError(400, 'MISSING_ARGUMENT', `${field} not specified`);
      if (twice.has(value.toLowerCase())) {
        throw new SalesforceError(400, 'DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, [field]);
      }
      const [current] = table.withText(field, value);
      const written = checkedFields(definition, table, record, current);
      return () => ({
        id: writeRecord(table, written, context.now(), current).id,
        created: current === undefined,
      });
    });
  });

  scope.delete<{ Querystring: { ids?: string; allOrNone?: string } }>(path, async (request) => {
    const { ids, allOrNone } = request.query;
    if (!ids) throw new SalesforceError(400, 'MISSING_ARGUMENT', 'ids is required');
    const org = context.org(request);
    return answerWrites(limit(ids.split(','), WRITE_LIMIT), allOrNone === 'true', (id) => {
      const definition = typeOfId(id);
      liveRecord(org.tables[definition.type], id);
      return () => ({ id: deleteRecord(org, definition, id).id });
    });
  });
}

function typeOf({ attributes }: Input): string {
  return attributes?.type ?? '';
}

function typeOfId(id: string): ObjectDefinition {
  const type = OBJECT_TYPES.find((known) => id.startsWith(OBJECTS[known].prefix));
  if (!type) throw new SalesforceError(400, 'MALFORMED_ID', `malformed id ${id}`);
  return OBJECTS[type];
}

function limit<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const message = `The request has ${items.length} records; at most ${most} are allowed.`;
  throw new SalesforceError(400, 'LIMIT_EXCEEDED', message);
}

function repeated(values: readonly string[]): ReadonlySet<string> {
  return new Set(values.filter((value, at) => values.indexOf(value) !== at));
}
