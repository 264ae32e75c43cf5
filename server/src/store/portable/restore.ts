import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Database, StoreTransaction } from '../database.js';
import { change } from '../database.js';
import { applyNext, MIGRATIONS, readMigrations, refuseNewer } from '../migrations/migrate.js';
import { StoreError } from '../store-error.js';
import { DROP_ORDER, DUMPED_TABLES } from '../tables.js';
import type { DumpSummary } from './dump.js';
import { type DumpHeader, FORMAT, parseHeader } from './dump-format.js';
import { insertRows } from './insert-rows.js';

/**
 * Makes the store what the dump holds, with the schema of this program: all of it, or nothing when anything is wrong.
 * `into`: whether a store that already holds something is refused or replaced.
 * Rejects with STORE_NOT_EMPTY, STORE_IN_USE, STORE_NEWER, STORE_DUMP_INVALID, STORE_DUMP_NEWER.
 */
export async function restore(database: Database, file: string, into: 'empty' | 'any'): Promise<DumpSummary> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  const each = lines[Symbol.asyncIterator]();
  try {
    const first = await each.next().catch((error: unknown) => {
      throw unreadable(file, error);
    });
    const header = parseHeader(first.done ? undefined : first.value);
    const migrations = migrationsOf(header);
    const rows = await change(database, async (transaction) => {
      await database.lock(transaction, 'migrations');
      const version = await clear(database, transaction, into);
      while (await applyNext(database, transaction, migrations));
      const inserted = await insertRows(database, transaction, each);
      while (await applyNext(database, transaction, MIGRATIONS));
      await transaction.updateTable('selvedge_version').set({ version }).execute();
      return inserted;
    });
    return { rows, migrations: MIGRATIONS.map(({ name }) => name) };
  } finally {
    lines.close();
  }
}

function unreadable(file: string, error: unknown): StoreError {
  const why = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
  const message = `Expected a dump that can be read at ${file}, but got ${why}. Name a file that "selvedge store backup" wrote. [STORE_DUMP_INVALID]`;
  return new StoreError('STORE_DUMP_INVALID', message, { cause: error });
}

/** The program's migrations up to the dump's schema. */
function migrationsOf({ selvedgeStore, migrations, madeAtMs }: DumpHeader): typeof MIGRATIONS {
  const known = MIGRATIONS.slice(0, migrations.length);
  const isKnown = migrations.every((name, index) => known[index]?.name === name);
  if (selvedgeStore <= FORMAT && isKnown) return known;
  throw new StoreError(
    'STORE_DUMP_NEWER',
    `The dump of ${new Date(madeAtMs).toISOString()} was made by a newer Selvedge: expected format ${FORMAT} and a schema of at most ${MIGRATIONS.at(-1)?.name}, ` +
      `but got format ${selvedgeStore} and ${migrations.at(-1)}; nothing was restored. Restore it with that version. [STORE_DUMP_NEWER]`,
  );
}

/** Takes away what is there, if it may be. Resolves to the number of its last change, from which watchers count on. */
async function clear(database: Database, transaction: StoreTransaction, into: 'empty' | 'any'): Promise<number> {
  const applied = await readMigrations(database, transaction);
  if (applied.length === 0) return 0;
  refuseNewer(database, applied);
  const present = new Set((await database.tables(transaction)).map(({ name }) => name));
  await refuseUsed(database, transaction, present);
  for (const table of DUMPED_TABLES) {
    if (into === 'any' || !present.has(table)) continue;
    const row = await transaction.selectFrom(table).selectAll().limit(1).executeTakeFirst();
    if (row !== undefined) throw notEmpty(database, table);
  }
  const { version } = await transaction.selectFrom('selvedge_version').select('version').executeTakeFirstOrThrow();
  for (const table of DROP_ORDER) if (present.has(table)) await transaction.schema.dropTable(table).execute();
  return version;
}

/** Gateways hold leases and show that they live while they run; those of one that died run out within seconds. */
async function refuseUsed(
  database: Database,
  transaction: StoreTransaction,
  present: ReadonlySet<string>,
): Promise<void> {
  const lease = await transaction
    .selectFrom('selvedge_leases')
    .selectAll()
    .where('expires_at', '>', database.nowMs)
    .executeTakeFirst();
  if (lease !== undefined) throw inUse(database, `${lease.holder} holds the lease "${lease.name}"`);
  if (!present.has('selvedge_processes')) return;
  const living = await transaction
    .selectFrom('selvedge_processes')
    .select('id')
    .where('alive_until_at', '>', database.nowMs)
    .executeTakeFirst();
  if (living !== undefined) throw inUse(database, `the process ${living.id} does`);
}

function inUse({ place }: Database, who: string): StoreError {
  return new StoreError(
    'STORE_IN_USE',
    `Expected no gateway to work with the store at ${place}, but ${who}; nothing was changed. ` +
      'Stop the gateways; where none runs, wait some seconds until what the one that died held has run out. [STORE_IN_USE]',
  );
}

function notEmpty({ place }: Database, table: string): StoreError {
  return new StoreError(
    'STORE_NOT_EMPTY',
    `Expected the store at ${place} to be empty, but there are rows in ${table}; nothing was changed. ` +
      'Make a backup of it and restore with --replace, or restore into another database. [STORE_NOT_EMPTY]',
  );
}
