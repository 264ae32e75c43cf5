import { type Call, invalid } from '@selvedge/connector-api';
import { type Filter, SEARCH_CEILING, SEARCH_PAGE, search } from './search.js';
import type { CrmObject } from './wire.js';

export interface RangeSearch {
  /** Path of the objects, e.g. `/crm/v3/objects/contacts`. */
  objects: string;
  properties: readonly string[];
  /** Property whose time must lie in the range. */
  time: string;
  /** What else must hold. */
  filters?: readonly Filter[];
}

/**
 * Every object with a time in `[since, until)`, RFC 3339 instants. A range that holds more than a search gives is
 * halved until each half fits.
 */
export async function searchRange(
  range: { since: string; until: string },
  call: Call,
  what: RangeSearch,
): Promise<CrmObject[]> {
  const found = new Map<string, CrmObject>();
  await collect(epoch(range.since), epoch(range.until), call, what, found);
  return [...found.values()];
}

async function collect(
  since: number,
  until: number,
  call: Call,
  what: RangeSearch,
  found: Map<string, CrmObject>,
): Promise<void> {
  if (since >= until) return;
  const filters = [
    ...(what.filters ?? []),
    { propertyName: what.time, operator: 'GTE', value: String(since) },
    { propertyName: what.time, operator: 'LT', value: String(until) },
  ] satisfies Filter[];
  let after: string | null = null;
  do {
    const { objects, properties } = what;
    const page = await search(call, { objects, properties, filters, limit: SEARCH_PAGE, after });
    if (page.total > SEARCH_CEILING) return halve(since, until, call, what, found);
    for (const result of page.results) found.set(result.id, result);
    after = page.paging?.next?.after ?? null;
  } while (after !== null);
}

async function halve(
  since: number,
  until: number,
  call: Call,
  what: RangeSearch,
  found: Map<string, CrmObject>,
): Promise<void> {
  const middle = Math.floor((since + until) / 2);
  if (middle === since) {
    throw invalid(
      `More than ${SEARCH_CEILING} of ${what.objects} have the same ${what.time}; HubSpot's search gives no more.`,
    );
  }
  await collect(since, middle, call, what, found);
  await collect(middle, until, call, what, found);
}

function epoch(instant: string): number {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw invalid(`A range needs RFC 3339 instants, but got ${JSON.stringify(instant)}.`);
  return time;
}
