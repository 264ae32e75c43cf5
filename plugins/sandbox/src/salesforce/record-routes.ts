import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UPSERT_BODY_SINCE, versionName, versionOf } from './api-version.js';
import { fieldNamed, type ObjectDefinition } from './object-types.js';
import { checkedFields } from './record-checks.js';
import { deleteRecord, liveRecord, writeRecord } from './record-writes.js';
import { DATA, objectOf, type RoutesContext } from './routes-context.js';
import { notFound } from './salesforce-error.js';
import { type SObject, sobjectJson } from './sobject.js';
import { resolveField } from './soql/parse.js';
import type { Table } from './table.js';

type Fields = Readonly<Record<string, unknown>>;
interface ById {
  Params: { type: string; id: string };
  Querystring: { fields?: string };
  Body: Fields;
}
interface ByExternalId {
  Params: { type: string; field: string; value: string };
  Querystring: { fields?: string };
  Body: Fields;
}

/** One record a call, by id or by external id. */
export function recordRoutes(scope: FastifyInstance, context: RoutesContext): void {
  const path = `${DATA}/sobjects/:type`;

  scope.post<{ Params: { type: string }; Body: Fields }>(path, async (request, reply) => {
    const { definition, table } = objectOf(context, request, request.params.type);
    const written = checkedFields(definition, table, request.body);
    const { id } = writeRecord(table, written, context.now());
    return reply.code(201).send({ id, success: true, errors: [] });
  });

  scope.get<ById>(`${path}/:id`, async (request) => {
    const { definition, table } = objectOf(context, request, request.params.type);
    return shown(request, definition, liveRecord(table, request.params.id));
  });

  scope.patch<ById>(`${path}/:id`, async (request, reply) => {
    const { definition, table } = objectOf(context, request, request.params.type);
    const current = liveRecord(table, request.params.id);
    writeRecord(table, checkedFields(definition, table, request.body, current), context.now(), current);
    return reply.code(204).send();
  });

  scope.delete<ById>(`${path}/:id`, async (request, reply) => {
    const { definition } = objectOf(context, request, request.params.type);
    deleteRecord(context.org(request), definition, request.params.id);
    return reply.code(204).send();
  });

  scope.get<ByExternalId>(`${path}/:field/:value`, async (request) => {
    const { definition, table } = objectOf(context, request, request.params.type);
    const [found] = matches(definition, table, request.params);
    if (!found) throw notFound();
    return shown(request, definition, found);
  });

  scope.patch<ByExternalId>(`${path}/:field/:value`, async (request, reply) => {
    const { definition, table } = objectOf(context, request, request.params.type);
    const [current] = matches(definition, table, request.params);
    const field = externalIdField(definition, request.params.field);
    const input = { ...request.body, [field]: request.params.value };
    const { id } = writeRecord(table, checkedFields(definition, table, input, current), context.now(), current);
    return upserted(request, reply, id, current === undefined);
  });
}

/** Versions before 46 tell the id of a new record only. */
function upserted(request: FastifyRequest, reply: FastifyReply, id: string, created: boolean): FastifyReply {
  const tells = versionOf(request) >= UPSERT_BODY_SINCE;
  if (!created && !tells) return reply.code(204).send();
  return reply.code(created ? 201 : 200).send({ id, success: true, errors: [], ...(tells ? { created } : {}) });
}

function matches(definition: ObjectDefinition, table: Table, { field, value }: ByExternalId['Params']): SObject[] {
  return table.withText(externalIdField(definition, field), value);
}

/** The field's own name. Throws Salesforce's 404 for one that is no external id. */
export function externalIdField(definition: ObjectDefinition, name: string): string {
  const field = fieldNamed(definition, name);
  if (field !== undefined && definition.fields.get(field)?.externalId) return field;
  throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
}

function shown(request: FastifyRequest<ById | ByExternalId>, definition: ObjectDefinition, record: SObject): object {
  const { fields } = request.query;
  const names =
    fields === undefined
      ? [...definition.fields.keys()]
      : fields.split(',').map((name) => resolveField(definition, name.trim()));
  return sobjectJson(definition, record, [...new Set(names)], versionName(request));
}
