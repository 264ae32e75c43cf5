import { randomUUID } from 'node:crypto';
import {
  type BulkJob,
  type BulkJobState,
  type BulkKind,
  type BulkResult,
  JOB_CUT_OFF,
  type JobNews,
  type JobRecords,
  RESULTS_PAGE,
} from '../../ports/index.js';
import type { Database, StoreTransaction } from '../database.js';
import { inStatements } from '../records/summed.js';
import type { Tables } from '../tables.js';
import { inTurn } from './in-turn.js';
import type { WorkContext } from './work-context.js';

/** Writer of a job that was cut off: nobody writes it any more. */
const NOBODY = '';

/** Common to all processes of a store, over their ends: a job whose writer died has failed, and says so. */
export function createStoredJobRecords({ database, presence, background }: WorkContext): JobRecords {
  const { db } = database;
  const turns = inTurn();

  async function owned(owner: string, id: string): Promise<Tables['selvedge_jobs'] | null> {
    const find = () =>
      db.selectFrom('selvedge_jobs').selectAll().where('id', '=', id).where('owner', '=', owner).executeTakeFirst();
    const row = await find();
    if (row === undefined) return null;
    if (stateOf(row).state !== 'running' || row.writer === presence.id) return row;
    return (await database.write((transaction) => cutOff(database, transaction, row))) ? ((await find()) ?? null) : row;
  }

  return {
    async start({ owner, connector, kind, idempotencyKey }) {
      const row = await database.write(async (transaction) => {
        const added = await transaction
          .insertInto('selvedge_jobs')
          .values({
            id: randomUUID(),
            owner,
            connector,
            kind,
            idempotency_key: idempotencyKey ?? null,
            created_at: database.nowMs,
            progress_json: JSON.stringify({ state: 'awaiting-upload' } satisfies BulkJobState),
            total: 0,
            accepted: 0,
            failed: 0,
            writer: null,
          })
          .onConflict((conflict) => conflict.columns(['owner', 'connector', 'kind', 'idempotency_key']).doNothing())
          .returningAll()
          .executeTakeFirst();
        if (added !== undefined) return added;
        return transaction
          .selectFrom('selvedge_jobs')
          .selectAll()
          .where('owner', '=', owner)
          .where('connector', '=', connector)
          .where('kind', '=', kind)
          .where('idempotency_key', '=', idempotencyKey ?? '')
          .executeTakeFirstOrThrow();
      });
      return toJob(row);
    },

    async find(owner, id) {
      const row = await owned(owner, id);
      return row === null ? null : toJob(row);
    },

    async take(owner, id) {
      await presence.show();
      const running: BulkJobState = { state: 'running' };
      const row = await database.write((transaction) =>
        transaction
          .updateTable('selvedge_jobs')
          .set({ writer: presence.id, progress_json: JSON.stringify(running) })
          .where('id', '=', id)
          .where('owner', '=', owner)
          .where('writer', 'is', null)
          .returningAll()
          .executeTakeFirst(),
      );
      if (row !== undefined) return toJob(row);
      return (await owned(owner, id)) === null ? 'JOB_NOT_FOUND' : 'JOB_ALREADY_UPLOADED';
    },

    note(id, news) {
      const turn = turns.wait(id);
      void background.run(async () => {
        const done = await turn;
        await keep(database, { id, writer: presence.id, news });
        done();
      });
    },

    async results(owner, id, from) {
      if ((await owned(owner, id)) === null) return null;
      const rows = await db
        .selectFrom('selvedge_job_results')
        .select(['position', 'result_json'])
        .where('job', '=', id)
        .where('position', '>=', from)
        .where('position', '<', from + RESULTS_PAGE)
        .orderBy('position')
        .execute();
      const gap = rows.findIndex(({ position }, index) => position !== from + index);
      return rows
        .slice(0, gap === -1 ? rows.length : gap)
        .map(({ result_json }) => JSON.parse(result_json) as BulkResult);
    },
  };
}

/** A job that was taken to be cut off stays so. */
async function keep(
  database: Database,
  { id, writer, news: { progress, total, results } }: { id: string; writer: string; news: JobNews },
): Promise<void> {
  const failed = results.filter(({ result }) => result.status === 'failed').length;
  await database.write(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('selvedge_jobs')
      .set((row) => ({
        progress_json: JSON.stringify(progress),
        total,
        accepted: row('accepted', '+', results.length - failed),
        failed: row('failed', '+', failed),
      }))
      .where('id', '=', id)
      .where('writer', '=', writer)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    for await (const some of inStatements(results)) {
      await transaction
        .insertInto('selvedge_job_results')
        .values(some.map(({ index, result }) => ({ job: id, position: index, result_json: JSON.stringify(result) })))
        .execute();
    }
  });
}

/** Ends a running job whose writer no longer lives; whether it did. Nobody writes it any more then. */
async function cutOff(
  database: Database,
  transaction: StoreTransaction,
  { id, writer }: Tables['selvedge_jobs'],
): Promise<boolean> {
  const alive = await transaction
    .selectFrom('selvedge_processes')
    .select('id')
    .where('id', '=', writer)
    .where('alive_until_at', '>', database.nowMs)
    .executeTakeFirst();
  if (alive !== undefined) return false;
  const { now } = await transaction.selectNoFrom(database.nowMs.as('now')).executeTakeFirstOrThrow();
  const failed: BulkJobState = { state: 'failed', finishedAt: now, reason: JOB_CUT_OFF };
  await transaction
    .updateTable('selvedge_jobs')
    .set({ progress_json: JSON.stringify(failed), writer: NOBODY })
    .where('id', '=', id)
    .where('writer', '=', writer)
    .execute();
  return true;
}

function stateOf({ progress_json }: Tables['selvedge_jobs']): BulkJobState {
  return JSON.parse(progress_json) as BulkJobState;
}

function toJob(row: Tables['selvedge_jobs']): BulkJob {
  return {
    id: row.id,
    connector: row.connector,
    kind: row.kind as BulkKind,
    createdAt: row.created_at,
    progress: stateOf(row),
    total: row.total,
    accepted: row.accepted,
    failed: row.failed,
  };
}
