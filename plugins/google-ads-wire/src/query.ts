import type { Call } from '@selvedge/connector-api';
import { z } from 'zod';
import { customerPath, loginHeaders } from './customer.js';
import type { Dialect } from './dialect.js';
import { googleId } from './wire-values.js';

/** A query of the Google Ads Query Language, in parts. */
export interface Query<Row> {
  /** Fields, by their names in the language. */
  select: readonly string[];
  from: string;
  /** Joined by AND. */
  where?: readonly string[];
  orderBy?: readonly string[];
  limit?: number;
  /** Shape of one row. */
  row: z.ZodType<Row>;
}

/** All rows of a query, by one request: a stream has no pages. One operation of the day's quota. */
export async function readRows<Row>(call: Call, dialect: Dialect, query: Query<Row>): Promise<Row[]> {
  const { body } = await call.fetch({
    method: 'POST',
    path: customerPath(dialect, call.settings, '/googleAds:searchStream'),
    headers: loginHeaders(call.settings),
    json: { query: textOf(query) },
    idempotent: true,
    answer: z.array(z.object({ results: z.array(query.row).default([]) })),
  });
  return body.flatMap(({ results }) => results);
}

/** Condition that an id field is one of these. */
export function idIn(field: string, ids: readonly string[]): string {
  return `${field} IN (${ids.join(', ')})`;
}

/** Condition on the days of the metrics, ISO 8601 dates, both included. */
export function daysBetween(since: string, until: string): string {
  return `segments.date BETWEEN ${quoted(since)} AND ${quoted(until)}`;
}

/** Condition that a field contains a text; wildcards in it stand for themselves. */
export function contains(field: string, part: string): string {
  return `${field} LIKE ${quoted(`%${part.replace(/[[\]%_]/g, '[$&]')}%`)}`;
}

/** Without doubles and without what can be no id: one such value would fail the whole query. */
export function distinctIds(ids: readonly string[]): string[] {
  return [...new Set(ids)].filter((id) => googleId.safeParse(id).success && BigInt(id) <= LARGEST_ID);
}

const LARGEST_ID = 2n ** 63n - 1n;

function textOf({ select, from, where = [], orderBy = [], limit }: Query<unknown>): string {
  return [
    `SELECT ${select.join(', ')} FROM ${from}`,
    ...(where.length === 0 ? [] : [`WHERE ${where.join(' AND ')}`]),
    ...(orderBy.length === 0 ? [] : [`ORDER BY ${orderBy.join(', ')}`]),
    ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
  ].join(' ');
}

function quoted(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}
