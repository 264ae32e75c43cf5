import { type FileHandle, open, rm } from 'node:fs/promises';
import type { Database } from '../database.js';
import { readMigrations, refuseNewer } from '../migrations/migrate.js';
import { StoreError } from '../store-error.js';
import { DUMPED_TABLES } from '../tables.js';
import { type DumpFooter, type DumpHeader, FORMAT } from './dump-format.js';

export interface DumpSummary {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly migrations: readonly string[];
}

/** Lines that are written together. */
const LINES_AT_ONCE = 500;

/**
 * Writes all that the store holds at one moment to a new file, while gateways go on using it. The same for both databases.
 * Rejects with STORE_NOT_FOUND, STORE_NEWER, STORE_DUMP_EXISTS, and leaves no file then.
 */
export async function dump(database: Database, file: string, madeAtMs: number): Promise<DumpSummary> {
  return database.snapshot(async (transaction) => {
    const migrations = await readMigrations(database, transaction);
    if (migrations.length === 0) {
      throw new StoreError(
        'STORE_NOT_FOUND',
        `Expected a store at ${database.place}, but no gateway has made one there yet. Start one, or correct the configuration. [STORE_NOT_FOUND]`,
      );
    }
    refuseNewer(database, migrations);
    const handle = await create(file);
    try {
      const header: DumpHeader = { selvedgeStore: FORMAT, migrations: [...migrations], madeAtMs };
      const lines = lineWriter(handle);
      await lines.add(header);
      const present = new Set((await database.tables(transaction)).map(({ name }) => name));
      const rows: DumpFooter['rows'] = {};
      for (const table of DUMPED_TABLES) {
        if (!present.has(table)) continue;
        rows[table] = 0;
        for await (const row of database.rowsOf(transaction, table)) {
          await lines.add({ table, row });
          rows[table] += 1;
        }
      }
      await lines.add({ rows } satisfies DumpFooter);
      await lines.flush();
      await handle.sync();
      await handle.close();
      return { rows, migrations };
    } catch (error) {
      await handle.close();
      await rm(file, { force: true });
      throw error;
    }
  });
}

/** What is in it is for who made it alone. */
async function create(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new StoreError(
      'STORE_DUMP_EXISTS',
      `Expected no file at ${file} yet, but there is one; it was left as it is. Name another, e.g. with the date in it. [STORE_DUMP_EXISTS]`,
    );
  }
}

function lineWriter(handle: FileHandle) {
  let lines: string[] = [];
  const flush = async (): Promise<void> => {
    const text = lines.join('');
    lines = [];
    await handle.appendFile(text);
  };
  return {
    flush,
    async add(line: unknown): Promise<void> {
      lines.push(`${JSON.stringify(line)}\n`);
      if (lines.length >= LINES_AT_ONCE) await flush();
    },
  };
}
