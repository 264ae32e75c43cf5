import type { Database } from '../database.js';
import { MIGRATIONS, readMigrations } from '../migrations/migrate.js';
import { DUMPED_TABLES } from '../tables.js';

/** What there is of a store, for people and monitors. Times are epoch milliseconds. */
export interface StoreStatus {
  readonly place: string;
  readonly kind: Database['kind'];
  readonly sizeBytes: number;
  /**
   * `absent`: no gateway has made it yet; `older`: the next start brings it up to date; `newer`: it was used by a newer
   * program, and this one does not touch it.
   */
  readonly schema: 'absent' | 'older' | 'current' | 'newer';
  readonly migrations: readonly { readonly name: string; readonly appliedAtMs: number }[];
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly rollouts: readonly { readonly id: string; readonly connector: string; readonly candidate: string }[];
  readonly leases: readonly { readonly name: string; readonly holder: string; readonly expiresAtMs: number }[];
}

/** Looks at a store and changes nothing. */
export async function storeStatus(database: Database): Promise<StoreStatus> {
  const sizeBytes = await database.sizeBytes();
  return database.snapshot(async (transaction) => {
    const { place, kind } = database;
    const applied = await readMigrations(database, transaction);
    const schema = schemaOf(applied);
    if (schema === 'absent') {
      return { place, kind, sizeBytes, schema, migrations: [], rows: {}, rollouts: [], leases: [] };
    }
    const migrations = await transaction.selectFrom('selvedge_migrations').selectAll().orderBy('name').execute();
    const present = new Set((await database.tables(transaction)).map(({ name }) => name));
    const rows: Record<string, number> = {};
    for (const table of DUMPED_TABLES) {
      if (!present.has(table)) continue;
      const { count } = await transaction
        .selectFrom(table)
        .select((row) => row.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      rows[table] = Number(count);
    }
    const rollouts = await transaction
      .selectFrom('selvedge_rollouts')
      .select(['id', 'connector', 'candidate'])
      .where('in_progress', '=', 1)
      .orderBy('connector')
      .execute();
    const leases = await transaction
      .selectFrom('selvedge_leases')
      .selectAll()
      .where('expires_at', '>', database.nowMs)
      .orderBy('name')
      .execute();
    return {
      place,
      kind,
      sizeBytes,
      schema,
      migrations: migrations.map(({ name, applied_at }) => ({ name, appliedAtMs: applied_at })),
      rows,
      rollouts,
      leases: leases.map(({ name, holder, expires_at }) => ({ name, holder, expiresAtMs: expires_at })),
    };
  });
}

/** Looks at the schema alone. */
export async function storeSchema(database: Database): Promise<Pick<StoreStatus, 'place' | 'schema'>> {
  const applied = await database.snapshot((transaction) => readMigrations(database, transaction));
  return { place: database.place, schema: schemaOf(applied) };
}

function schemaOf(applied: readonly string[]): StoreStatus['schema'] {
  if (applied.length === 0) return 'absent';
  const known = MIGRATIONS.map(({ name }) => name);
  if (applied.some((name) => !known.includes(name))) return 'newer';
  return applied.length < known.length ? 'older' : 'current';
}
