import type { FastifyInstance } from 'fastify';
import type { CrmRecord } from '../crm-record.js';
import { HubSpotError } from '../hubspot-error.js';
import { OBJECTS } from '../object-types.js';
import { matchesText } from '../text-match.js';
import { contactJson, listedContactJson, type PropertyMode } from './contact-json.js';
import type { ContactScope } from './contact-scope.js';

interface PropertyQuery {
  property: string[];
  propertyMode: PropertyMode;
}

const property = { type: 'array', items: { type: 'string' }, default: [] };
const mode = (byDefault: PropertyMode) => ({ enum: ['value_only', 'value_and_history'], default: byDefault });
const count = { type: 'integer', minimum: 1, default: 20 };
const offset = { type: 'integer', minimum: 0, default: 0 };

const listQuery = {
  type: 'object',
  properties: { count, vidOffset: offset, property, propertyMode: mode('value_only') },
};
const searchQuery = {
  type: 'object',
  required: ['q'],
  properties: { q: { type: 'string' }, count, offset, property, propertyMode: mode('value_only') },
};
const profileQuery = { type: 'object', properties: { property, propertyMode: mode('value_and_history') } };

/** Legacy list, single reads and search. */
export function readRoutes(scope: FastifyInstance, contacts: ContactScope): void {
  scope.get<{ Querystring: PropertyQuery & { count: number; vidOffset: number } }>(
    '/contacts/v1/lists/all/contacts/all',
    { schema: { querystring: listQuery } },
    async (request) => {
      const { vidOffset, property, propertyMode } = request.query;
      const limit = Math.min(request.query.count, 100);
      const { records, next } = contacts.table(request).page({ from: vidOffset, limit });
      return {
        contacts: records.map((record) => listedContactJson(record, property, propertyMode)),
        'has-more': next !== null,
        'vid-offset': next ?? (records.at(-1)?.id ?? vidOffset - 1) + 1,
      };
    },
  );

  scope.get<{ Querystring: PropertyQuery & { q: string; count: number; offset: number } }>(
    '/contacts/v1/search/query',
    { schema: { querystring: searchQuery } },
    async (request) => {
      const { q, offset, property, propertyMode } = request.query;
      const found: CrmRecord[] = [];
      for (const record of contacts.table(request).live()) {
        if (matchesText(record, OBJECTS.contacts, q)) found.push(record);
      }
      const end = offset + Math.min(request.query.count, 100);
      const page = found.slice(offset, end);
      return {
        query: q,
        offset: offset + page.length,
        'has-more': end < found.length,
        total: found.length,
        contacts: page.map((record) => listedContactJson(record, property, propertyMode)),
      };
    },
  );

  scope.get<{ Params: { vid: string }; Querystring: PropertyQuery }>(
    '/contacts/v1/contact/vid/:vid/profile',
    { schema: { querystring: profileQuery } },
    async (request) => profile(contacts.table(request).find(Number(request.params.vid)), request.query),
  );

  scope.get<{ Params: { email: string }; Querystring: PropertyQuery }>(
    '/contacts/v1/contact/email/:email/profile',
    { schema: { querystring: profileQuery } },
    async (request) => profile(contacts.table(request).findByEmail(request.params.email), request.query),
  );
}

/** The legacy 404. */
export function contactMissing(): HubSpotError {
  return new HubSpotError(404, { message: 'contact does not exist' });
}

function profile(record: CrmRecord | undefined, { property, propertyMode }: PropertyQuery): object {
  if (!record) throw contactMissing();
  return contactJson(record, property.length > 0 ? property : 'all', propertyMode);
}
