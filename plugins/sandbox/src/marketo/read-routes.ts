import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FIELDS, type Lead, leadJson } from './lead.js';
import type { AccountLeads } from './leads.js';
import { MarketoError, requestId } from './marketo-error.js';

export type LeadsOf = (request: FastifyRequest) => AccountLeads;

/** Most values of a filter, and most leads of a page. */
const LIMIT = 300;
/** Most leads that a filter may match. */
const CEILING = 1_000;

/** Parameters of a read by filter, as they come. */
export interface FilterQuery {
  filterType?: string;
  filterValues?: string;
  fields?: string;
  batchSize?: string;
  nextPageToken?: string;
}

/** Leads by filter and one by its id. */
export function readRoutes(scope: FastifyInstance, leadsOf: LeadsOf): void {
  scope.get<{ Querystring: FilterQuery }>('/leads.json', async (request) =>
    filterLeads(leadsOf(request), request.query),
  );

  scope.get<{ Params: { id: string }; Querystring: { fields?: string } }>('/lead/:id(^\\d+).json', async (request) => {
    const fields = fieldsOf(request.query.fields);
    const lead = leadsOf(request).get(Number(request.params.id));
    if (!lead) throw new MarketoError('1004', `Lead '${request.params.id}' not found`);
    return { ...requestId(), result: [leadJson(lead, fields)], success: true };
  });
}

/** What `GET leads.json` answers, whether its parameters came in the address or in a form. */
export function filterLeads(leads: AccountLeads, query: FilterQuery): object {
  const { filterType = '', filterValues = '', batchSize = String(LIMIT), nextPageToken } = query;
  const fields = fieldsOf(query.fields);
  const values = filterValues.split(',').filter(Boolean);
  if (values.length === 0) throw new MarketoError('1003', 'filterValues not specified');
  if (values.length > LIMIT) throw new MarketoError('1003', `Too many filter values: at most ${LIMIT}`);
  const size = Number(batchSize);
  if (!(size >= 1 && size <= LIMIT)) throw new MarketoError('1003', `Invalid batchSize '${batchSize}'`);
  const found = [...new Map(matches(leads, filterType, values).map((lead) => [lead.id, lead])).values()];
  if (found.length > CEILING) throw new MarketoError('1003', `Too many results match the filter: ${found.length}`);
  const start = nextPageToken === undefined ? 0 : offsetOf(nextPageToken);
  const end = start + size;
  return {
    ...requestId(),
    result: found.slice(start, end).map((lead) => leadJson(lead, fields)),
    success: true,
    ...(end < found.length ? { nextPageToken: tokenOf(end), moreResult: true } : {}),
  };
}

function matches(leads: AccountLeads, filterType: string, values: readonly string[]): Lead[] {
  if (filterType === 'email') return values.flatMap((value) => leads.byEmail(value));
  if (filterType !== 'id') throw new MarketoError('1003', `Invalid filterType '${filterType}'`);
  const bad = values.find((value) => !/^\d+$/.test(value));
  if (bad !== undefined) throw new MarketoError('1001', `Invalid value '${bad}'. Required of type 'Integer'`);
  return values.flatMap((value) => leads.get(Number(value)) ?? []);
}

function fieldsOf(fields: string | undefined): string[] {
  const names = (fields ?? '').split(',').filter(Boolean);
  const unknown = names.find((name) => !FIELDS.has(name));
  if (unknown !== undefined) throw new MarketoError('1006', `Field '${unknown}' not found`);
  return names;
}

function tokenOf(offset: number): string {
  return Buffer.from(`page:${offset}`).toString('base64url');
}

function offsetOf(token: string): number {
  const offset = /^page:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (offset === undefined) throw new MarketoError('1003', `Invalid nextPageToken '${token}'`);
  return Number(offset);
}
