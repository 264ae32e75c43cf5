import { sql } from 'kysely';
import type { Database, StoreTransaction } from '../database.js';
import { StoreError } from '../store-error.js';
import { rollouts } from './0001-rollouts.js';
import { evidence } from './0002-evidence.js';
import { auditAndUsage } from './0003-audit-and-usage.js';
import { work } from './0004-work.js';
import { kept } from './0005-kept.js';
import type { Migration } from './migration.js';

/** In the order in which they run. */
export const MIGRATIONS: readonly Migration[] = [rollouts, evidence, auditAndUsage, work, kept];

/**
 * Brings the schema up to this program's. Each migration is a transaction of its own under a lock that is taken anew for it,
 * so that of several processes that start at once each migration is run by one.
 * Rejects with STORE_NEWER when the database knows migrations that the program does not.
 */
export async function migrate(database: Database, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  while (await database.write((transaction) => applyNext(database, transaction, migrations)));
}

/** Runs the first migration that has not run, in the given transaction; false when there is none. Rejects as `migrate` does. */
export async function applyNext(
  database: Database,
  transaction: StoreTransaction,
  migrations: readonly Migration[],
): Promise<boolean> {
  await database.lock(transaction, 'migrations');
  await transaction.schema
    .createTable('selvedge_migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('applied_at', 'bigint', (column) => column.notNull())
    .execute();
  const applied = await appliedMigrations(transaction);
  refuseNewer(database, applied, migrations);
  const next = migrations.find(({ name }) => !applied.includes(name));
  if (next === undefined) return false;
  await next.up(transaction);
  await transaction.insertInto('selvedge_migrations').values({ name: next.name, applied_at: database.nowMs }).execute();
  return true;
}

/** Names of the migrations that ran, in their order; none where there is no store yet. */
export async function readMigrations(database: Database, transaction: StoreTransaction): Promise<readonly string[]> {
  const tables = await database.tables(transaction);
  return tables.some(({ name }) => name === 'selvedge_migrations') ? appliedMigrations(transaction) : [];
}

/** @throws StoreError STORE_NEWER when one of the names is not this program's. */
export function refuseNewer(
  { place }: Pick<Database, 'place'>,
  applied: readonly string[],
  migrations: readonly Migration[] = MIGRATIONS,
): void {
  const unknown = applied.filter((name) => !migrations.some((known) => known.name === name));
  if (unknown.length === 0) return;
  throw new StoreError(
    'STORE_NEWER',
    `The store at ${place} was used by a newer Selvedge: expected its schema to be at most ${migrations.at(-1)?.name}, but it has ${unknown.join(', ')}. ` +
      'A store does not go back: start that newer version again, or restore a backup that was made before it into another database. [STORE_NEWER]',
  );
}

async function appliedMigrations(transaction: StoreTransaction): Promise<readonly string[]> {
  const rows = await sql<{ name: string }>`select name from selvedge_migrations order by name`.execute(transaction);
  return rows.rows.map(({ name }) => name);
}
