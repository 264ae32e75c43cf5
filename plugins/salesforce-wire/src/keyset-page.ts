import { type Call, invalid } from '@selvedge/connector-api';
import type { Page, PageInput } from '@selvedge/schema';
import type { Generation } from './generation.js';
import { query } from './query.js';
import { idOfType, type ObjectType, typeOf } from './record-id.js';
import type { Mapping } from './records.js';
import { containing, quote } from './soql.js';

/** One type of the objects that a list holds. */
export interface Listed<R> {
  type: ObjectType;
  fields: readonly string[];
  /** Fields in which a free text is looked for. */
  searched: readonly string[];
  /** What must hold of each row, in SOQL. */
  only?: string;
  mapping: Mapping<R>;
}

/**
 * One page of a list, type after type, each in order of id. The cursor is the last id that came: unlike a query
 * locator of Salesforce, it never runs out, fits any size of page and works from any process.
 */
export async function keysetPage<R>(
  { first, after, query: text }: PageInput,
  call: Call,
  generation: Generation,
  types: readonly Listed<R>[],
): Promise<Page<R>> {
  const cursor = after === null ? null : cursorOf(after, types);
  const start = cursor === null ? 0 : types.findIndex(({ type }) => type === typeOf(cursor));
  const items: R[] = [];
  let last = cursor;
  for (const [at, listed] of types.slice(start).entries()) {
    const room = first - items.length;
    const soql = soqlOf(listed, at === 0 ? cursor : null, text, room + 1);
    const rows = await query(soql, call, generation);
    const taken = rows.slice(0, room);
    items.push(...taken.map(listed.mapping));
    last = taken.at(-1)?.Id ?? last;
    if (rows.length > room) return { items, next: last };
  }
  return { items, next: null };
}

function soqlOf(listed: Listed<unknown>, after: string | null, text: string | undefined, limit: number): string {
  const conditions = [
    listed.only,
    after === null ? undefined : `Id > ${quote(after)}`,
    text === undefined || text === ''
      ? undefined
      : `(${listed.searched.map((field) => `${field} LIKE ${containing(text)}`).join(' OR ')})`,
  ].filter((condition) => condition !== undefined);
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${listed.fields.join(',')} FROM ${listed.type}${where} ORDER BY Id LIMIT ${limit}`;
}

function cursorOf(after: string, types: readonly Listed<unknown>[]): string {
  const id = idOfType(
    after,
    types.map(({ type }) => type),
  );
  if (id === null) throw invalid(`Expected the id of a record as the cursor, but got ${JSON.stringify(after)}.`);
  return id;
}
