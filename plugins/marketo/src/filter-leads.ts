import type { Call } from '@selvedge/connector-api';
import { type Lead, leadPage } from './wire.js';

/** Most values of one filter, and most leads of one page. */
export const FILTER_LIMIT = 300;
const PATH = '/rest/v1/leads.json';
/** An address of more than 8 KB is answered 414; the host and the encoding of proxies need room too. */
const LONGEST_QUERY = 7_000;

export interface LeadFilter {
  filterType: 'id' | 'email';
  /** At most 300, none of them with a comma. */
  values: readonly string[];
  fields: readonly string[];
}

/** All leads that match, page by page. No call where there are no values. */
export async function filterLeads(call: Call, { filterType, values, fields }: LeadFilter): Promise<Lead[]> {
  if (values.length === 0) return [];
  const asked = {
    filterType,
    filterValues: values.join(','),
    fields: fields.join(','),
    batchSize: String(FILTER_LIMIT),
  };
  const found: Lead[] = [];
  let page = await ask(call, asked);
  found.push(...page.result);
  while (page.moreResult && page.nextPageToken) {
    page = await ask(call, { ...asked, nextPageToken: page.nextPageToken });
    found.push(...page.result);
  }
  return found;
}

async function ask(call: Call, parameters: Readonly<Record<string, string>>) {
  const isLong = new URLSearchParams(parameters).toString().length > LONGEST_QUERY;
  const { body } = await call.fetch(
    isLong
      ? { method: 'POST', path: PATH, query: { _method: 'GET' }, form: parameters, idempotent: true, answer: leadPage }
      : { path: PATH, query: parameters, answer: leadPage },
  );
  return body;
}
