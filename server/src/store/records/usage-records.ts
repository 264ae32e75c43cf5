import { sql } from 'kysely';
import type { UsageRecords } from '../../rollouts/model/index.js';
import type { Database } from '../database.js';
import { fromMeasures, toMeasures } from './measures.js';
import { inStatements, summed } from './summed.js';

const HOUR_MS = 60 * 60_000;

export function createUsageRecords(database: Database): UsageRecords {
  const { db } = database;

  return {
    async addHistory(increments) {
      const amounts = summed(
        increments.flatMap((each) => toMeasures([each.connector, hourOf(each.atMs), each.caller] as const, each)),
      );
      if (amounts.length === 0) return;
      await database.writeSoon(async (transaction) => {
        for await (const some of inStatements(amounts)) {
          await transaction
            .insertInto('selvedge_history')
            .values(
              some.map(({ key: [connector, hour_at, caller, measure], amount }) => ({
                connector,
                hour_at,
                caller,
                measure,
                amount,
              })),
            )
            .onConflict((conflict) =>
              conflict
                .columns(['connector', 'hour_at', 'caller', 'measure'])
                .doUpdateSet((row) => ({ amount: row('selvedge_history.amount', '+', row.ref('excluded.amount')) })),
            )
            .execute();
        }
      });
    },

    async history(connector, sinceMs, untilMs) {
      const rows = await db
        .selectFrom('selvedge_history')
        .select(['caller', 'measure', sql<number>`sum(amount)`.as('amount')])
        .where('connector', '=', connector)
        .where('hour_at', '>=', hourOf(sinceMs))
        .where('hour_at', '<', untilMs)
        .groupBy(['caller', 'measure'])
        .orderBy('caller')
        .execute();
      return fromMeasures(rows, ({ caller }) => ({ caller }));
    },

    async addTouched(touched) {
      const latest = new Map<string, { caller: string; coordinate: string; hour_at: number }>();
      for (const { caller, coordinates, atMs } of touched) {
        const hour_at = hourOf(atMs);
        for (const coordinate of coordinates) {
          const name = JSON.stringify([caller, coordinate]);
          if ((latest.get(name)?.hour_at ?? 0) <= hour_at) latest.set(name, { caller, coordinate, hour_at });
        }
      }
      if (latest.size === 0) return;
      const rows = [...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
      await database.writeSoon(async (transaction) => {
        for await (const some of inStatements(rows)) {
          await transaction
            .insertInto('selvedge_touched')
            .values([...some])
            .onConflict((conflict) =>
              conflict
                .columns(['caller', 'coordinate'])
                .doUpdateSet((row) => ({ hour_at: row.ref('excluded.hour_at') }))
                .whereRef('selvedge_touched.hour_at', '<', 'excluded.hour_at'),
            )
            .execute();
        }
      });
    },

    async callersTouching(coordinates, sinceMs) {
      const callers = new Set<string>();
      for await (const some of inStatements(coordinates)) {
        const rows = await db
          .selectFrom('selvedge_touched')
          .select('caller')
          .distinct()
          .where('coordinate', 'in', some)
          .where('hour_at', '>=', hourOf(sinceMs))
          .execute();
        for (const { caller } of rows) callers.add(caller);
      }
      return [...callers].sort();
    },

    async countTouching(coordinates, by, sinceMs) {
      const counts = new Map<string, number>();
      for await (const some of inStatements(coordinates)) {
        const rows = await db
          .selectFrom('selvedge_touched')
          .select((row) => ['coordinate', row.fn.countAll<number>().as('callers')])
          .where('coordinate', 'in', some)
          .where('hour_at', '>=', hourOf(sinceMs))
          .where('caller', 'like', `${by}:%`)
          .groupBy('coordinate')
          .execute();
        for (const { coordinate, callers } of rows) counts.set(coordinate, callers);
      }
      return counts;
    },

    async touchedBy(caller, sinceMs) {
      const rows = await db
        .selectFrom('selvedge_touched')
        .select('coordinate')
        .where('caller', '=', caller)
        .where('hour_at', '>=', hourOf(sinceMs))
        .execute();
      return rows.map(({ coordinate }) => coordinate).sort();
    },

    async forgetBefore(beforeMs) {
      const hour = hourOf(beforeMs);
      await database.writeSoon(async (transaction) => {
        await transaction.deleteFrom('selvedge_history').where('hour_at', '<', hour).execute();
        await transaction.deleteFrom('selvedge_touched').where('hour_at', '<', hour).execute();
      });
    },
  };
}

function hourOf(atMs: number): number {
  return Math.floor(atMs / HOUR_MS) * HOUR_MS;
}
