import { type Call, invalid } from '@selvedge/connector-api';
import type { Page, PageInput } from '@selvedge/schema';
import { SEARCH_CEILING, search } from './search.js';
import { type CrmObject, objectList } from './wire.js';

/**
 * One page of a list, or of a search where the input has a query. Cursors are HubSpot's own. `objects`: their path,
 * e.g. `/crm/v3/objects/contacts`.
 */
export async function objectPage(
  input: PageInput,
  call: Call,
  objects: string,
  properties: readonly string[],
): Promise<Page<CrmObject>> {
  return input.query === undefined
    ? listPage(input, call, objects, properties)
    : searchPage(input.query, input, call, objects, properties);
}

async function listPage(
  { first, after }: PageInput,
  call: Call,
  objects: string,
  properties: readonly string[],
): Promise<Page<CrmObject>> {
  const { body } = await call.fetch({
    path: objects,
    query: { limit: first, after: after ?? undefined, properties: properties.join(','), archived: false },
    answer: objectList,
  });
  return { items: body.results, next: body.paging?.next?.after ?? null };
}

async function searchPage(
  query: string,
  { first, after }: PageInput,
  call: Call,
  objects: string,
  properties: readonly string[],
): Promise<Page<CrmObject>> {
  const room = SEARCH_CEILING - Number(after ?? 0);
  if (!(room > 0)) {
    throw invalid(
      `HubSpot's search ends at ${SEARCH_CEILING} results; ask for less than all that match, by a narrower query.`,
    );
  }
  const found = await search(call, { objects, properties, query, limit: Math.min(first, room), after });
  return { items: found.results, next: found.paging?.next?.after ?? null };
}
