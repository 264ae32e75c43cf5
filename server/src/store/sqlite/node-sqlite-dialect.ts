import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely';

/** Longest wait for another process's transaction, milliseconds; they take a few. */
const PATIENCE_MS = 10_000;
const RETRY_MS = 5;

/** Kysely's dialect over `node:sqlite`, whose transactions write from their first moment on. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #connection: DatabaseSync;
  readonly #database: SqliteDatabase;

  constructor(connection: DatabaseSync) {
    const database = adapted(connection);
    super({ database });
    this.#connection = connection;
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#connection, this.#database);
  }
}

/**
 * A transaction that only turns into a writing one later fails at once when another process has written meanwhile
 * (SQLITE_BUSY_SNAPSHOT), so it is begun as one. Waiting for the turn happens here and not within SQLite, which would
 * let the whole process stand still.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #connection: DatabaseSync;

  constructor(connection: DatabaseSync, database: SqliteDatabase) {
    super({ database });
    this.#connection = connection;
  }

  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    if (settings?.accessMode === 'read only') return super.beginTransaction(connection);
    await onceFree(() => connection.executeQuery(CompiledQuery.raw('begin immediate')));
  }

  /**
   * A disk that is full or fails makes SQLite roll back by itself (https://sqlite.org/lang_transaction.html); a second
   * rollback would fail, and hide why.
   */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#connection.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** Kysely passes parameters as one list and asks each statement whether it gives rows; `node:sqlite` does neither. */
function adapted(connection: DatabaseSync): SqliteDatabase {
  return {
    close: () => connection.close(),
    prepare(text) {
      const statement = connection.prepare(text);
      const bound = (parameters: readonly unknown[]) => parameters as (string | number | bigint | null)[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...bound(parameters)),
        run: (parameters) => statement.run(...bound(parameters)),
        iterate: (parameters) => statement.iterate(...bound(parameters)),
      };
    },
  };
}

/** Does what another process may keep from being done for a moment, again and again until it lets go. */
export async function onceFree<T>(work: () => T | Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += RETRY_MS) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || waited >= PATIENCE_MS) throw error;
      await sleep(RETRY_MS);
    }
  }
}

const SQLITE_BUSY = 5;

/** Whether another connection is writing; the low byte is the error, the others its details (sqlite.org/rescode.html). */
function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === SQLITE_BUSY
  );
}
