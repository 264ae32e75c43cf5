import type { FastifyInstance } from 'fastify';
import type { CrmRecord } from '../crm-record.js';
import { validationError } from '../hubspot-error.js';
import { contactJson, type PropertyMode } from './contact-json.js';
import type { ContactScope } from './contact-scope.js';

interface BatchQuery {
  property: string[];
  propertyMode: PropertyMode;
}

const strings = { type: 'array', items: { type: 'string' }, default: [] };

function batchQuery(key: 'vid' | 'email'): object {
  return {
    type: 'object',
    required: [key],
    properties: {
      [key]: { type: 'array', items: { type: 'string' } },
      property: strings,
      propertyMode: { enum: ['value_only', 'value_and_history'], default: 'value_and_history' },
    },
  };
}

/** Legacy batch reads: a map keyed by vid, in which contacts that do not exist are simply absent. */
export function batchRoutes(scope: FastifyInstance, contacts: ContactScope): void {
  scope.get<{ Querystring: BatchQuery & { vid: string[] } }>(
    '/contacts/v1/contact/vids/batch',
    { schema: { querystring: batchQuery('vid') } },
    async (request) => {
      const table = contacts.table(request);
      limit(request.query.vid);
      return byVid(
        request.query.vid.map((vid) => table.find(Number(vid))),
        request.query,
      );
    },
  );

  scope.get<{ Querystring: BatchQuery & { email: string[] } }>(
    '/contacts/v1/contact/emails/batch',
    { schema: { querystring: batchQuery('email') } },
    async (request) => {
      const table = contacts.table(request);
      limit(request.query.email);
      return byVid(
        request.query.email.map((email) => table.findByEmail(email)),
        request.query,
      );
    },
  );
}

function limit(inputs: readonly string[]): void {
  if (inputs.length > 100) {
    throw validationError(`At most 100 contacts can be read at once; the request asks for ${inputs.length}`);
  }
}

function byVid(records: readonly (CrmRecord | undefined)[], { property, propertyMode }: BatchQuery): object {
  const properties = property.length > 0 ? property : 'all';
  return Object.fromEntries(
    records.flatMap((record) => (record ? [[record.id, contactJson(record, properties, propertyMode)]] : [])),
  );
}
