import type { FastifyInstance } from 'fastify';
import { HubSpotError } from '../hubspot-error.js';
import { OBJECTS } from '../object-types.js';
import { type ParsedValues, parseValues } from '../property-writes.js';
import { archiveRecord, createRecord, updateRecord } from '../record-writes.js';
import { refuseBlocked } from '../v3/write-checks.js';
import type { ContactScope } from './contact-scope.js';
import { contactMissing } from './read-routes.js';

interface LegacyWriteBody {
  properties: { property: string; value: string }[];
}

const writeBody = {
  type: 'object',
  required: ['properties'],
  properties: {
    properties: {
      type: 'array',
      items: {
        type: 'object',
        required: ['property', 'value'],
        properties: { property: { type: 'string' }, value: { type: 'string' } },
      },
    },
  },
};

/** Legacy create-or-update and delete. */
export function writeRoutes(scope: FastifyInstance, contacts: ContactScope): void {
  scope.post<{ Params: { email: string }; Body: LegacyWriteBody }>(
    '/contacts/v1/contact/createOrUpdate/email/:email',
    { schema: { body: writeBody } },
    async (request) => {
      const { email } = request.params;
      const table = contacts.table(request);
      const current = table.findByEmail(email);
      const written = request.body.properties.map(({ property, value }) => [property, value] as const);
      const values = checkedValues({ email, ...Object.fromEntries(written) });
      refuseBlocked(table, values);
      const holder = values.email ? table.findByEmail(values.email) : undefined;
      if (holder && holder.id !== current?.id) throw taken(holder.id);
      const target = { table, definition: OBJECTS.contacts };
      const record = current
        ? updateRecord(target, current, values, contacts.now())
        : createRecord(target, values, contacts.now());
      return { vid: record.id, isNew: current === undefined };
    },
  );

  scope.delete<{ Params: { vid: string } }>('/contacts/v1/contact/vid/:vid', async (request) => {
    const table = contacts.table(request);
    const current = table.find(Number(request.params.vid));
    if (!current) throw contactMissing();
    archiveRecord(table, current, contacts.now());
    return { vid: current.id, deleted: true, reason: 'OK' };
  });
}

function checkedValues(input: Readonly<Record<string, string>>): ParsedValues {
  const { values, problems } = parseValues(OBJECTS.contacts, input);
  if (problems.length === 0) return values;
  throw new HubSpotError(400, {
    message: 'Property values were not valid',
    category: 'VALIDATION_ERROR',
    validationResults: problems.map(({ property, code, message }) => ({
      isValid: false,
      message,
      error: code,
      name: property,
    })),
  });
}

function taken(vid: number): HubSpotError {
  return new HubSpotError(409, {
    message: 'Contact already exists',
    error: 'CONTACT_EXISTS',
    category: 'CONFLICT',
    identityProfile: { vid },
  });
}
