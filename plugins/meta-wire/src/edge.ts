import { type AnswerSchema, type Call, malformed, type QueryValue } from '@selvedge/connector-api';
import type { Page } from '@selvedge/schema';
import { z } from 'zod';
import { accountPath } from './account.js';

/** A list below the ad account or another node. */
export interface Edge<T> {
  /** E.g. `campaigns`. */
  name: string;
  /** Path of the node it is below, below the version; default: the connection's ad account. */
  parent?: string;
  /** What is asked of each item, besides paging. */
  query: Readonly<Record<string, QueryValue>>;
  answer: AnswerSchema<Page<T>>;
}

/** One condition of the `filtering` parameter. */
export interface Filter {
  field: string;
  operator: 'IN' | 'CONTAIN';
  value: string | readonly string[];
}

/** Schema of one page of an edge, as a page: there is a next one only when `paging.next` says so. */
export function pageOf<T>(item: z.ZodType<T>): AnswerSchema<Page<T>> {
  return z.object({ data: z.array(item), paging: pagingSchema }).transform(({ data, paging }) => ({
    items: data,
    next: paging?.next ? paging.cursors.after : null,
  }));
}

/** One page of at most `limit` items. */
export async function readPage<T>(
  call: Call,
  edge: Edge<T>,
  { filters = [], limit, after = null }: { filters?: readonly Filter[]; limit: number; after?: string | null },
): Promise<Page<T>> {
  const { body } = await call.fetch({
    path: `${edge.parent ?? accountPath(call.settings)}/${edge.name}`,
    query: {
      ...edge.query,
      filtering: filters.length === 0 ? undefined : JSON.stringify(filters),
      limit,
      after: after ?? undefined,
    },
    answer: edge.answer,
  });
  return body;
}

/** All items, page by page to the end. Throws `malformed` when the vendor's cursor does not move. */
export async function readAll<T>(call: Call, edge: Edge<T>, filters: readonly Filter[] = []): Promise<T[]> {
  const all: T[] = [];
  let after: string | null = null;
  do {
    const page: Page<T> = await readPage(call, edge, { filters, limit: LARGE_PAGE, after });
    if (page.next !== null && page.next === after) {
      throw malformed(`Expected a new cursor after each page of ${edge.name}, but got the same one again.`);
    }
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
}

/** As many as Meta answers at once without asking for less data. */
const LARGE_PAGE = 500;

const pagingSchema = z
  .union([
    z.object({ next: z.string().min(1), cursors: z.object({ after: z.string().min(1) }) }),
    z.object({ next: z.null().optional() }),
  ])
  .nullish();
