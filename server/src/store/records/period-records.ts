import type { ClosedPeriod } from '../../rollouts/evidence/index.js';
import type { PeriodRecords } from '../../rollouts/model/index.js';
import type { Database } from '../database.js';
import { requireLease } from './lease-check.js';

export function createPeriodRecords(database: Database): PeriodRecords {
  return {
    close: (rollout, period, lease) =>
      database.write(async (transaction) => {
        if (lease !== undefined) await requireLease(database, transaction, lease);
        await transaction
          .insertInto('selvedge_periods')
          .values({ rollout, started_at: period.startedAtMs, period_json: JSON.stringify(period) })
          .onConflict((conflict) => conflict.columns(['rollout', 'started_at']).doNothing())
          .execute();
        await transaction
          .deleteFrom('selvedge_counts')
          .where('rollout', '=', rollout)
          .where('period_at', '=', period.startedAtMs)
          .execute();
      }),

    async closed(rollout) {
      const rows = await database.db
        .selectFrom('selvedge_periods')
        .select('period_json')
        .where('rollout', '=', rollout)
        .orderBy('started_at')
        .execute();
      return rows.map(({ period_json }) => JSON.parse(period_json) as ClosedPeriod);
    },
  };
}
