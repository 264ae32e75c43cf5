import type { CrmRecord } from '../crm-record.js';
import { validationError } from '../hubspot-error.js';
import type { ObjectDefinition } from '../object-types.js';
import type { Table } from '../table.js';
import { matchesText } from '../text-match.js';
import { compareValues, predicateOf, requireProperty, type SearchFilter } from './search-filter.js';

export interface SearchSort {
  propertyName: string;
  /** Default ASCENDING. */
  direction?: 'ASCENDING' | 'DESCENDING';
}

export interface SearchRequest {
  filterGroups: { filters: SearchFilter[] }[];
  query?: string;
  sorts: (string | SearchSort)[];
}

/** All live objects that a search matches, in its order; by default oldest id first. */
export function searchRecords(table: Table, definition: ObjectDefinition, request: SearchRequest): CrmRecord[] {
  const { filterGroups, query } = request;
  refuseTooManyFilters(filterGroups);
  const groups = filterGroups.map(({ filters }) => filters.map((filter) => predicateOf(definition, filter)));
  const order = orderOf(definition, request.sorts);
  const found: CrmRecord[] = [];
  for (const record of candidates(table, filterGroups)) {
    const passes = groups.length === 0 || groups.some((group) => group.every((holds) => holds(record)));
    if (passes && (!query || matchesText(record, definition, query))) found.push(record);
  }
  return order ? found.sort(order) : found;
}

/** A lone group that asks for certain addresses needs no look at the rest of the contacts. */
function candidates(table: Table, groups: SearchRequest['filterGroups']): Iterable<CrmRecord> {
  const filters = groups.length === 1 ? (groups[0]?.filters ?? []) : [];
  const byEmail = filters.find(
    ({ propertyName, operator }) => propertyName === 'email' && (operator === 'EQ' || operator === 'IN'),
  );
  if (!byEmail) return table.live();
  const emails = byEmail.operator === 'IN' ? (byEmail.values ?? []) : [byEmail.value ?? ''];
  const found = new Map(
    emails.flatMap((email) => {
      const record = table.findByEmail(email);
      return record ? [[record.id, record] as const] : [];
    }),
  );
  return [...found.values()].sort((one, other) => one.id - other.id);
}

function orderOf(
  definition: ObjectDefinition,
  sorts: SearchRequest['sorts'],
): ((one: CrmRecord, other: CrmRecord) => number) | null {
  const [sort, ...more] = sorts;
  if (sort === undefined) return null;
  if (more.length > 0) throw validationError('There was a problem with the request: only one sort is allowed');
  const { propertyName: name, direction = 'ASCENDING' }: SearchSort =
    typeof sort === 'string' ? { propertyName: sort } : sort;
  const property = requireProperty(definition, name);
  const sign = direction === 'DESCENDING' ? -1 : 1;
  return (one, other) => {
    const [left, right] = [one.values[name], other.values[name]];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    return sign * compareValues(property, left, right);
  };
}

/** Limits of 2024-08-26: 5 groups, 10 filters in one, 25 in all. */
function refuseTooManyFilters(groups: SearchRequest['filterGroups']): void {
  const total = groups.reduce((sum, { filters }) => sum + filters.length, 0);
  if (groups.length > 5 || total > 25 || groups.some(({ filters }) => filters.length > 10)) {
    throw validationError(
      'There was a problem with the request: at most 5 filterGroups, 10 filters in each and 25 in all',
    );
  }
}
