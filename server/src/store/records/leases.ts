import { sql } from 'kysely';
import type { Leases } from '../../rollouts/model/index.js';
import type { Database } from '../database.js';

/** Leases by the database's clock, so that the clocks of the processes do not matter. */
export function createLeases(database: Database): Leases {
  return {
    async hold(name, holder, ttlMs) {
      const until = sql<number>`${database.nowMs} + ${sql.lit(Math.round(ttlMs))}`;
      const row = await database.writeSoon((transaction) =>
        transaction
          .insertInto('selvedge_leases')
          .values({ name, holder, term: 1, expires_at: until })
          .onConflict((conflict) =>
            conflict
              .column('name')
              .doUpdateSet((row) => ({
                term: sql<number>`case when ${row.ref('selvedge_leases.holder')} = ${holder} then ${row.ref('selvedge_leases.term')} else ${row.ref('selvedge_leases.term')} + 1 end`,
                holder,
                expires_at: until,
              }))
              .where((row) =>
                row.or([
                  row('selvedge_leases.holder', '=', holder),
                  row('selvedge_leases.expires_at', '<=', database.nowMs),
                ]),
              ),
          )
          .returning('term')
          .executeTakeFirst(),
      );
      return row === undefined ? null : { name, holder, term: row.term };
    },

    async release({ name, holder, term }) {
      await database.writeSoon((transaction) =>
        transaction
          .updateTable('selvedge_leases')
          .set({ expires_at: 0 })
          .where('name', '=', name)
          .where('holder', '=', holder)
          .where('term', '=', term)
          .execute(),
      );
    },
  };
}
