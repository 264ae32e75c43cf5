import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { createChanges } from '../changes.js';
import type { Database, StoreTransaction } from '../database.js';
import { readVersion } from '../read-version.js';
import { StoreError } from '../store-error.js';
import { ownTables, type Tables } from '../tables.js';
import { CHANNEL, listen } from './listen.js';
import { numbersOnly } from './numbers-only.js';
import { patientPool, STATEMENT_MS } from './patient-pool.js';

/** Connections of one process; the control plane asks little, and a PostgreSQL has 100 for all. */
const MOST_CONNECTIONS = 5;
const CONNECT_MS = 5_000;
/** How often to look for changes of which no notice came, milliseconds. */
const POLL_MS = 500;
/** Rows that are fetched together. */
const FETCH_ROWS = 1_000;

export interface PostgresOptions {
  url: string;
  /** Hears of a database that cannot tell of changes, or can again; they are polled for meanwhile. */
  onTrouble(message: string): void;
}

/** Rejects with STORE_UNUSABLE when it cannot be reached. */
export async function openPostgres({ url, onTrouble }: PostgresOptions): Promise<Database> {
  const place = placeOf(url);
  const connection = {
    connectionString: url,
    application_name: 'selvedge',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
  };
  const pool = new pg.Pool({ ...connection, max: MOST_CONNECTIONS, types: numbersOnly, query_timeout: STATEMENT_MS });
  // An idle connection that breaks is replaced at the next query; unheard, its error would end the process.
  pool.on('error', (error) => onTrouble(`A connection to the store broke (${error.message}); another is made.`));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: patientPool(pool) }) });
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    await pool.end();
    throw unreachable(place, error);
  }
  const changes = createChanges({
    readVersion: () => readVersion(db),
    everyMs: POLL_MS,
    listen: (onNews) => listen({ connect: () => new pg.Client(connection), onNews, onTrouble }),
  });
  let closed: Promise<void> | null = null;

  return {
    kind: 'postgres',
    place,
    db,
    nowMs: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    write: (work) => db.transaction().execute(work),
    writeSoon: (work) =>
      db.transaction().execute(async (transaction) => {
        await sql`set local synchronous_commit = off`.execute(transaction);
        return work(transaction);
      }),
    snapshot: (work) => db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
    async lock(transaction, name) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`selvedge:${name}`}, 0))`.execute(transaction);
    },
    async announce(transaction) {
      await sql`select pg_notify(${CHANNEL}, '')`.execute(transaction);
    },
    async tables(transaction) {
      const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(transaction);
      const tables = ownTables(await transaction.introspection.getTables());
      return tables.filter(({ schema }) => schema === rows[0]?.schema);
    },
    rowsOf,
    async sizeBytes() {
      const { rows } = await sql<{ size: number }>`
        select coalesce(sum(pg_total_relation_size(oid)), 0)::bigint as size
        from pg_class where relkind = 'r' and relname like 'selvedge\\_%' and pg_table_is_visible(oid)`.execute(db);
      return rows[0]?.size ?? 0;
    },
    changes,
    close() {
      changes.stop();
      closed ??= db.destroy();
      return closed;
    },
  };
}

/** A cursor in plain SQL, as the driver has none of its own. */
async function* rowsOf(transaction: StoreTransaction, table: keyof Tables) {
  await sql`declare selvedge_rows no scroll cursor for select * from ${sql.table(table)}`.execute(transaction);
  for (;;) {
    const { rows } = await sql<
      Readonly<Record<string, unknown>>
    >`fetch ${sql.lit(FETCH_ROWS)} from selvedge_rows`.execute(transaction);
    yield* rows;
    if (rows.length < FETCH_ROWS) break;
  }
  await sql`close selvedge_rows`.execute(transaction);
}

/** Host and database of a URL, without who uses it and how. */
function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `postgres://${host}${pathname}`;
  } catch {
    return 'the PostgreSQL of store.databaseUrl';
  }
}

function unreachable(place: string, error: unknown): StoreError {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  return new StoreError(
    'STORE_UNUSABLE',
    `Expected a PostgreSQL at ${place} that lets the gateway in, but: ${reason}. ` +
      'Start it, or correct store.databaseUrl (postgres://user:password@host:port/database). [STORE_UNUSABLE]',
    { cause: error },
  );
}
