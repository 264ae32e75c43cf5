import { z } from 'zod';
import { StoreError } from '../store-error.js';
import { DUMPED_TABLES } from '../tables.js';

/** Raised when an older program could not read what is written. */
export const FORMAT = 1;

/** The first line: what the rows that follow are of. */
const header = z.object({
  selvedgeStore: z.int().min(1),
  /** Of the schema, in the order in which they ran. */
  migrations: z.array(z.string()).min(1),
  madeAtMs: z.int(),
});
export type DumpHeader = z.output<typeof header>;

/** One row of a table; parents come before their children. */
const row = z.object({
  table: z.enum(DUMPED_TABLES),
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type DumpRow = z.output<typeof row>;

/** The last line: a dump without it was cut short. */
const footer = z.object({ rows: z.record(z.string(), z.int().min(0)) });
export type DumpFooter = z.output<typeof footer>;

export type DumpLine = { is: 'row'; row: DumpRow } | { is: 'footer'; footer: DumpFooter };

/** @throws StoreError STORE_DUMP_INVALID */
export function parseHeader(line: string | undefined): DumpHeader {
  const parsed = header.safeParse(parseJson(line ?? '', 1));
  if (!parsed.success) throw invalid(1, 'the head of a dump of a store');
  return parsed.data;
}

/** @throws StoreError STORE_DUMP_INVALID. `number`: of the line, from 1. */
export function parseLine(line: string, number: number): DumpLine {
  const value = parseJson(line, number);
  const parsed = row.safeParse(value);
  if (parsed.success) return { is: 'row', row: parsed.data };
  const end = footer.safeParse(value);
  if (end.success) return { is: 'footer', footer: end.data };
  throw invalid(number, 'a row of one of the store’s tables, or the end of the dump');
}

/** A dump that is no good from this line on. */
export function invalid(number: number, expected: string): StoreError {
  return new StoreError(
    'STORE_DUMP_INVALID',
    `Line ${number} of the dump: expected ${expected}, but it is something else; nothing was restored. Take another copy of it, or an older backup. [STORE_DUMP_INVALID]`,
  );
}

function parseJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw invalid(number, 'JSON');
  }
}
