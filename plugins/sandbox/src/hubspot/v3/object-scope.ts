import type { FastifyRequest } from 'fastify';
import type { Account } from '../crm.js';
import type { CrmRecord } from '../crm-record.js';
import { HubSpotError, validationError } from '../hubspot-error.js';
import { OBJECTS, type ObjectDefinition, type ObjectType } from '../object-types.js';
import type { Table } from '../table.js';

/** What the routes of one object type share. */
export interface ObjectScope {
  type: ObjectType;
  definition: ObjectDefinition;
  /** E.g. `/crm/v3/objects/contacts`. */
  path: string;
  table(request: FastifyRequest): Table;
  account(request: FastifyRequest): Account;
  /** Epoch milliseconds. */
  now: () => number;
}

/** `path`: of all objects in one generation of the API, e.g. `/crm/v3/objects`. */
export function objectScope(
  type: ObjectType,
  path: string,
  accountOf: (request: FastifyRequest) => Account,
  now: () => number,
): ObjectScope {
  return {
    type,
    definition: OBJECTS[type],
    path: `${path}/${type}`,
    table: (request) => accountOf(request).tables[type],
    account: accountOf,
    now,
  };
}

/** Finds a live object by `hs_object_id` or, for contacts, by `email`. */
export function findObject(
  { type }: ObjectScope,
  table: Table,
  id: string,
  idProperty = 'hs_object_id',
): CrmRecord | undefined {
  if (idProperty === 'hs_object_id') return table.find(Number(id));
  if (idProperty === 'email' && type === 'contacts') return table.findByEmail(id);
  throw validationError(`Property "${idProperty}" is not a unique identifier property for object type ${type}`);
}

export function requireObject(scope: ObjectScope, table: Table, id: string, idProperty?: string): CrmRecord {
  const record = findObject(scope, table, id, idProperty);
  if (record) return record;
  throw new HubSpotError(404, {
    message: 'Object not found.  objectId are usually numeric.',
    category: 'OBJECT_NOT_FOUND',
    context: { id: [id] },
  });
}

/** Refuses a batch longer than HubSpot takes. */
export function limitBatch(inputs: readonly unknown[], limit: number): void {
  if (inputs.length > limit) {
    throw validationError(`The number of inputs must not exceed ${limit}; the request has ${inputs.length}`);
  }
}
