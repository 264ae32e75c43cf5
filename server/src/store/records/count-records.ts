import type { CountIncrement, CountRecords } from '../../rollouts/model/index.js';
import type { Database } from '../database.js';
import { fromMeasures, toMeasures } from './measures.js';
import { inStatements, summed } from './summed.js';

export function createCountRecords(database: Database): CountRecords {
  return {
    async add(increments) {
      const amounts = summed(increments.flatMap((each) => toMeasures(keyOf(each), each)));
      if (amounts.length === 0) return;
      await database.writeSoon(async (transaction) => {
        for await (const some of inStatements(amounts)) {
          await transaction
            .insertInto('selvedge_counts')
            .values(
              some.map(({ key: [rollout, period_at, step, side, caller, measure], amount }) => ({
                rollout,
                period_at,
                step,
                side,
                caller,
                measure,
                amount,
              })),
            )
            .onConflict((conflict) =>
              conflict
                .columns(['rollout', 'period_at', 'step', 'side', 'caller', 'measure'])
                .doUpdateSet((row) => ({ amount: row('selvedge_counts.amount', '+', row.ref('excluded.amount')) })),
            )
            .execute();
        }
      });
    },

    async read(rollout, periodStartedAtMs) {
      const rows = await database.db
        .selectFrom('selvedge_counts')
        .selectAll()
        .where('rollout', '=', rollout)
        .where('period_at', '=', periodStartedAtMs)
        .orderBy('step')
        .orderBy('side')
        .orderBy('caller')
        .execute();
      return fromMeasures(rows, ({ step, side, caller }) => ({
        rollout,
        periodStartedAtMs,
        step,
        side: side as CountIncrement['side'],
        caller,
      }));
    },
  };
}

function keyOf({ rollout, periodStartedAtMs, step, side, caller }: CountIncrement) {
  return [rollout, periodStartedAtMs, step, side, caller] as const;
}
