import type { Database, StoreTransaction } from '../database.js';
import { StoreError } from '../store-error.js';
import { type DumpRow, invalid, parseLine } from './dump-format.js';

/** Rows of one statement. */
const ROWS_AT_ONCE = 200;

/**
 * Inserts the lines of a dump after its first. Resolves to the rows by table, once they are as many as its last line says
 * and as the tables hold. Rejects with STORE_DUMP_INVALID.
 */
export async function insertRows(
  database: Database,
  transaction: StoreTransaction,
  lines: AsyncIterator<string>,
): Promise<Readonly<Record<string, number>>> {
  const tables = await database.tables(transaction);
  const columns = new Map(tables.map((table) => [table.name, new Set(table.columns.map(({ name }) => name))]));
  const inserted: Record<string, number> = {};
  let waiting: DumpRow[] = [];
  const flush = async (): Promise<void> => {
    const [first] = waiting;
    if (first === undefined) return;
    await insert(transaction, first.table, waiting);
    inserted[first.table] = (inserted[first.table] ?? 0) + waiting.length;
    waiting = [];
  };

  for (let number = 2; ; number += 1) {
    const line = await lines.next();
    if (line.done) throw invalid(number, 'another row or the end of the dump, which was cut short,');
    const parsed = parseLine(line.value, number);
    if (parsed.is === 'footer') {
      await flush();
      if (Object.keys(parsed.footer.rows).some((table) => !columns.has(table))) throw invalid(number, 'known tables');
      await check(transaction, inserted, parsed.footer.rows);
      return parsed.footer.rows;
    }
    const known = columns.get(parsed.row.table);
    if (known === undefined || !Object.keys(parsed.row.row).every((name) => known.has(name))) {
      throw invalid(number, `columns of ${parsed.row.table} as the dump's schema has them`);
    }
    if (waiting.length >= ROWS_AT_ONCE || waiting[0]?.table !== parsed.row.table) await flush();
    waiting.push(parsed.row);
  }
}

async function insert(transaction: StoreTransaction, table: DumpRow['table'], rows: readonly DumpRow[]): Promise<void> {
  // Which columns there are is the database's to know: the dump may be of an older schema than the types.
  const values = rows.map(({ row }) => row) as never[];
  await transaction.insertInto(table).values(values).execute();
}

async function check(
  transaction: StoreTransaction,
  inserted: Readonly<Record<string, number>>,
  told: Readonly<Record<string, number>>,
): Promise<void> {
  for (const table of new Set([...Object.keys(told), ...Object.keys(inserted)])) {
    const { count } = await transaction
      .selectFrom(table as DumpRow['table'])
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    const expected = told[table] ?? 0;
    if (Number(count) === expected && (inserted[table] ?? 0) === expected) continue;
    throw new StoreError(
      'STORE_DUMP_INVALID',
      `The dump tells of ${expected} rows of ${table}, but ${inserted[table] ?? 0} were in it; nothing was restored. Take another copy of it, or an older backup. [STORE_DUMP_INVALID]`,
    );
  }
}
