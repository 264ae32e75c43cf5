import type { Deed, KeptRecords } from '../../rollouts/model/index.js';
import { change, type Database, type StoreTransaction } from '../database.js';
import { inStatements } from './summed.js';

export function createKeptRecords(database: Database): KeptRecords {
  const { db } = database;

  return {
    keep: (rollout, { coordinates, callers, isComplete }) =>
      change(database, async (transaction) => {
        await database.lock(transaction, `rollout:${rollout}`);
        const set = await transaction
          .selectFrom('selvedge_kept_sets')
          .select(['is_complete', 'migrated_all'])
          .where('rollout', '=', rollout)
          .executeTakeFirst();
        if (set?.is_complete === 1) return;
        const is_complete = isComplete ? 1 : 0;
        const coordinates_json = JSON.stringify(coordinates);
        await transaction
          .insertInto('selvedge_kept_sets')
          .values({ rollout, coordinates_json, is_complete, migrated_all: 0, version: 1 })
          .onConflict((conflict) =>
            conflict.column('rollout').doUpdateSet((row) => ({
              coordinates_json,
              is_complete,
              version: row('selvedge_kept_sets.version', '+', 1),
            })),
          )
          .execute();
        if (set?.migrated_all === 1) return;
        for await (const some of inStatements([...new Set(callers)].sort())) {
          await transaction
            .insertInto('selvedge_kept')
            .values(some.map((caller) => ({ rollout, caller, migrated: 0 })))
            .onConflict((conflict) => conflict.columns(['rollout', 'caller']).doNothing())
            .execute();
        }
      }),

    async sets() {
      const rows = await db
        .selectFrom('selvedge_kept_sets as set')
        .innerJoin('selvedge_rollouts as rollout', 'rollout.id', 'set.rollout')
        .select((row) => [
          'set.rollout as id',
          'set.version as version',
          'set.is_complete as is_complete',
          'set.coordinates_json as coordinates_json',
          row
            .selectFrom('selvedge_kept as kept')
            .select((of) => of.fn.countAll<number>().as('callers'))
            .whereRef('kept.rollout', '=', 'set.rollout')
            .where('kept.migrated', '=', 0)
            .as('callers'),
        ])
        .where((row) => row.or([row('rollout.in_progress', '=', 1), row('rollout.kept_until_at', 'is not', null)]))
        .execute();
      return rows.map(({ id, version, is_complete, coordinates_json, callers }) => ({
        rollout: id,
        version,
        isComplete: is_complete === 1,
        coordinates: JSON.parse(coordinates_json) as readonly string[],
        callers: callers ?? 0,
      }));
    },

    async callers(rollout) {
      const rows = await db
        .selectFrom('selvedge_kept')
        .select('caller')
        .where('rollout', '=', rollout)
        .where('migrated', '=', 0)
        .execute();
      return rows.map(({ caller }) => caller);
    },
  };
}

/** Lets callers go with the others, as part of the transition that says so. */
export async function migrateKept(
  transaction: StoreTransaction,
  rollout: string,
  { migrated }: Extract<Deed, { migrated: unknown }>,
): Promise<void> {
  const kept = transaction.updateTable('selvedge_kept').set({ migrated: 1 }).where('rollout', '=', rollout);
  if (migrated === 'all') await kept.execute();
  else for await (const some of inStatements(migrated)) await kept.where('caller', 'in', some).execute();
  await transaction
    .updateTable('selvedge_kept_sets')
    .set((row) => ({ version: row('version', '+', 1), ...(migrated === 'all' ? { migrated_all: 1 } : {}) }))
    .where('rollout', '=', rollout)
    .execute();
}
