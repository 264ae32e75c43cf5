import type { FastifyRequest } from 'fastify';
import { type ObjectDefinition, objectNamed } from './object-types.js';
import type { Org } from './org.js';
import { notFound } from './salesforce-error.js';
import type { Table } from './table.js';

/** What the routes share. */
export interface RoutesContext {
  org(request: FastifyRequest): Org;
  /** Epoch milliseconds. */
  now: () => number;
}

export const DATA = '/services/data/:version';

/** The type named in a path and the account's records of it. Throws Salesforce's 404 for a type that is none. */
export function objectOf(
  context: RoutesContext,
  request: FastifyRequest,
  name: string,
): { definition: ObjectDefinition; table: Table } {
  const definition = objectNamed(name);
  if (!definition) throw notFound();
  return { definition, table: context.org(request).tables[definition.type] };
}
