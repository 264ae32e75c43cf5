import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { createChanges } from '../changes.js';
import type { Database, StoreTransaction } from '../database.js';
import { readVersion } from '../read-version.js';
import { StoreError } from '../store-error.js';
import { ownTables, type Tables } from '../tables.js';
import { NodeSqliteDialect, onceFree } from './node-sqlite-dialect.js';

/** Longest that a single statement stands still for another process, milliseconds; whole transactions wait without that. */
const STATEMENT_PATIENCE_MS = 100;
/** How often to see whether another process has written, milliseconds. */
const POLL_MS = 100;

export interface SqliteOptions {
  /** Null: in memory, of this process alone. */
  file: string | null;
  /** Whether a file that is not there is made. */
  create: boolean;
}

/** @throws StoreError STORE_NOT_FOUND, STORE_UNUSABLE */
export async function openSqlite({ file, create }: SqliteOptions): Promise<Database> {
  const connection = await connect(file, create);
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(connection) });
  const dataVersion = (): unknown => connection.prepare('pragma data_version').get()?.data_version;
  let seen = dataVersion();
  let closed: Promise<void> | null = null;
  const changes = createChanges({
    readVersion: () => readVersion(db),
    everyMs: POLL_MS,
    isUntouched() {
      if (closed !== null) return true;
      const now = dataVersion();
      const untouched = now === seen;
      seen = now;
      return untouched;
    },
  });
  /** How much is on disk at a commit is a setting of the connection, which transactions use one after another. */
  const transact = <T>(synchronous: 'full' | 'normal', work: (transaction: StoreTransaction) => Promise<T>) =>
    db.connection().execute(async (one) => {
      await sql`pragma synchronous = ${sql.raw(synchronous)}`.execute(one);
      return one.transaction().execute(work);
    });

  return {
    kind: 'sqlite',
    place: file ?? 'memory',
    db,
    nowMs: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
    write: (work) => transact('full', work),
    writeSoon: (work) => transact('normal', work),
    snapshot: (work) => db.transaction().setAccessMode('read only').execute(work),
    // A writing transaction is alone from its first moment on.
    lock: async () => {},
    // Others see it by the file.
    announce: async () => {},
    tables: async (transaction) => ownTables(await transaction.introspection.getTables()),
    rowsOf: (transaction, table) => transaction.selectFrom(table).selectAll().stream(),
    sizeBytes: async () => (file === null ? 0 : sizeOf(file) + sizeOf(`${file}-wal`)),
    changes,
    close() {
      changes.stop();
      closed ??= db.destroy();
      return closed;
    },
  };
}

async function connect(file: string | null, create: boolean): Promise<DatabaseSync> {
  if (file !== null && !existsSync(file)) {
    if (!create)
      throw new StoreError('STORE_NOT_FOUND', `Expected a store at ${file}, but there is none yet. [STORE_NOT_FOUND]`);
    makeFile(file);
  }
  let connection: DatabaseSync | null = null;
  try {
    const opened = new DatabaseSync(file ?? ':memory:', {
      timeout: STATEMENT_PATIENCE_MS,
      enableForeignKeyConstraints: true,
    });
    connection = opened;
    // Of several processes that open a new file at once one changes it, and SQLite lets the others fail rather than wait.
    await onceFree(() => opened.exec('pragma journal_mode = wal'));
    return opened;
  } catch (error) {
    connection?.close();
    throw unusable(file ?? 'memory', error);
  }
}

/** What is kept is for the gateway's own user alone; the files beside it get the same rights from SQLite. */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    throw unusable(file, error);
  }
}

function unusable(file: string, error: unknown): StoreError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreError(
    'STORE_UNUSABLE',
    `Expected a SQLite database at ${file} that can be written, but: ${reason}. ` +
      `Let the gateway write in ${dirname(file)}, set store.file to a place where it can, or set store.databaseUrl to a PostgreSQL. [STORE_UNUSABLE]`,
    { cause: error },
  );
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
