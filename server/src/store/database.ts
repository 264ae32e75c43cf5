import type { Kysely, RawBuilder, TableMetadata, Transaction } from 'kysely';
import type { Changes } from './changes.js';
import type { Tables } from './tables.js';

export type StoreTransaction = Transaction<Tables>;
type Work<T> = (transaction: StoreTransaction) => Promise<T>;

/** One database, with what its kind does in its own way. */
export interface Database {
  readonly kind: 'sqlite' | 'postgres';
  /** Where it is, for people; without a password. */
  readonly place: string;
  readonly db: Kysely<Tables>;
  /** The database's clock, epoch milliseconds. */
  readonly nowMs: RawBuilder<number>;
  /** A transaction that no other writer of the same things runs beside; on disk when it resolves. */
  write<T>(work: Work<T>): Promise<T>;
  /** As `write`, for what comes every second: a power cut may lose the last moment of it, a killed process does not. */
  writeSoon<T>(work: Work<T>): Promise<T>;
  /** Reads that see one moment and change nothing. */
  snapshot<T>(work: Work<T>): Promise<T>;
  /** Until the transaction ends, no other transaction of any process gets past here with the same name. */
  lock(transaction: StoreTransaction, name: string): Promise<void>;
  /** Tells the other processes, when the transaction is committed. */
  announce(transaction: StoreTransaction): Promise<void>;
  /** The store's own tables that there are. */
  tables(transaction: StoreTransaction): Promise<readonly TableMetadata[]>;
  /** Rows of a table without holding all of them in memory. Within `snapshot`. */
  rowsOf(transaction: StoreTransaction, table: keyof Tables): AsyncIterable<Readonly<Record<string, unknown>>>;
  /** What it takes on disk. */
  sizeBytes(): Promise<number>;
  readonly changes: Changes;
  /** Later calls do nothing. */
  close(): Promise<void>;
}

/** A transaction after which every process is told that something has changed. */
export async function change<T>(database: Database, work: Work<T>): Promise<T> {
  const { result, version } = await database.write(async (transaction) => {
    const result = await work(transaction);
    const { version } = await transaction
      .updateTable('selvedge_version')
      .set((row) => ({ version: row('version', '+', 1) }))
      .returning('version')
      .executeTakeFirstOrThrow();
    await database.announce(transaction);
    return { result, version };
  });
  database.changes.tellOwn(version);
  return result;
}
