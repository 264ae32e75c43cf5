import { sql } from 'kysely';
import type { Database } from '../database.js';

const DAY_MS = 24 * 60 * 60_000;
/** How long a job is kept from its start, milliseconds: longer than one takes, and a day to look at what came of it. */
const JOB_KEPT_MS = 2 * DAY_MS;

/** Removes what nobody asks for any more: keys whose time is over, old jobs, and processes that ended long ago. */
export async function forgetWork(database: Database): Promise<void> {
  const ago = (ms: number) => sql<number>`${database.nowMs} - ${sql.lit(ms)}`;
  await database.writeSoon(async (transaction) => {
    await transaction
      .deleteFrom('selvedge_once')
      .where((row) =>
        row.or([
          row.and([row('claim', 'is', null), row('kept_until_at', '<=', database.nowMs)]),
          row('kept_until_at', '<=', ago(DAY_MS)),
        ]),
      )
      .execute();
    await transaction.deleteFrom('selvedge_jobs').where('created_at', '<=', ago(JOB_KEPT_MS)).execute();
    await transaction.deleteFrom('selvedge_processes').where('alive_until_at', '<=', ago(DAY_MS)).execute();
  });
}
