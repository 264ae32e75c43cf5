import { auditOf } from '../../rollouts/machine/index.js';
import { type Rollout, RolloutError, type RolloutRecords } from '../../rollouts/model/index.js';
import { change, type Database, type StoreTransaction } from '../database.js';
import { appendAudit } from './audit-log.js';
import { fingerprintOfStart, fingerprintOfTransition } from './fingerprint.js';
import { migrateKept } from './kept-records.js';
import { requireLease } from './lease-check.js';
import { toRollout, toRolloutRow, toStateColumns, toTransition, toTransitionRow } from './rollout-rows.js';

/** Scope of the keys that made a rollout; any other is a rollout's id. */
const STARTS = '';

/** How the stored state of a draft begins. */
const DRAFT = '{"is":"draft"%';

export function createRolloutRecords(database: Database): RolloutRecords {
  const { db } = database;

  return {
    create: (rollout, first, idempotencyKey) =>
      change(database, async (transaction) => {
        await database.lock(transaction, 'rollouts');
        const fingerprint = fingerprintOfStart(rollout);
        const known = await rolloutOfKey(transaction, STARTS, idempotencyKey, fingerprint);
        if (known !== null) return known;
        await refuseSecond(transaction, rollout);
        await transaction.insertInto('selvedge_rollouts').values(toRolloutRow(rollout)).execute();
        await transaction.insertInto('selvedge_transitions').values(toTransitionRow(first)).execute();
        await keepKey(transaction, STARTS, idempotencyKey, fingerprint, first);
        await appendAudit(transaction, auditOf(first, rollout, null));
        return rollout;
      }),

    append: (transition, { lease, idempotencyKey = null }) =>
      change(database, async (transaction) => {
        const { rollout: id, revision, to } = transition;
        await database.lock(transaction, `rollout:${id}`);
        const row = await rowOf(transaction, id);
        if (row === undefined) throw notFound(id);
        const fingerprint = fingerprintOfTransition(transition);
        const known = await rolloutOfKey(transaction, id, idempotencyKey, fingerprint);
        if (known !== null) return known;
        if (lease !== undefined) await requireLease(database, transaction, lease);
        if (row.revision !== revision - 1) throw stale(id, revision - 1, row.revision);
        await transaction
          .updateTable('selvedge_rollouts')
          .set({ ...toStateColumns(to), revision })
          .where('id', '=', id)
          .execute();
        await transaction.insertInto('selvedge_transitions').values(toTransitionRow(transition)).execute();
        const did = transition.cause.kind === 'admin' ? transition.cause.did : undefined;
        if (did !== undefined && 'migrated' in did) await migrateKept(transaction, id, did);
        await keepKey(transaction, id, idempotencyKey, fingerprint, transition);
        const before = toRollout(row);
        await appendAudit(transaction, auditOf(transition, before, before.state));
        return { ...before, state: to, revision };
      }),

    async find(id) {
      const row = await rowOf(db, id);
      return row === undefined ? null : toRollout(row);
    },

    async storedWith(id, idempotencyKey) {
      const row = await db
        .selectFrom('selvedge_rollout_keys as key')
        .innerJoin('selvedge_transitions as transition', (join) =>
          join.onRef('transition.rollout', '=', 'key.rollout').onRef('transition.revision', '=', 'key.revision'),
        )
        .selectAll('transition')
        .where('key.scope', '=', id)
        .where('key.key', '=', idempotencyKey)
        .executeTakeFirst();
      return row === undefined ? null : toTransition(row);
    },

    async list({ connector, open } = {}) {
      let query = db.selectFrom('selvedge_rollouts').selectAll().orderBy('created_at', 'desc').orderBy('id');
      if (connector !== undefined) query = query.where('connector', '=', connector);
      if (open === true) {
        query = query.where((row) => row.or([row('in_progress', '=', 1), row('kept_until_at', '>', database.nowMs)]));
      }
      return (await query.execute()).map(toRollout);
    },

    async latest() {
      const newest = db
        .selectFrom('selvedge_rollouts')
        .select((row) => ['connector', row.fn.max('created_at').as('created_at')])
        .where('state_json', 'not like', DRAFT)
        .groupBy('connector');
      const rows = await db
        .selectFrom('selvedge_rollouts as rollout')
        .innerJoin(newest.as('newest'), (join) =>
          join
            .onRef('newest.connector', '=', 'rollout.connector')
            .onRef('newest.created_at', '=', 'rollout.created_at'),
        )
        .selectAll('rollout')
        .where('state_json', 'not like', DRAFT)
        .orderBy('rollout.connector')
        .execute();
      return rows.map(toRollout);
    },

    async history(id) {
      const rows = await db
        .selectFrom('selvedge_transitions')
        .selectAll()
        .where('rollout', '=', id)
        .orderBy('revision')
        .execute();
      return rows.map(toTransition);
    },
  };
}

function rowOf(db: Pick<StoreTransaction, 'selectFrom'>, id: string) {
  return db.selectFrom('selvedge_rollouts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What came of the key's first use; null for a new key, or none. */
async function rolloutOfKey(
  transaction: StoreTransaction,
  scope: string,
  key: string | null,
  fingerprint: string,
): Promise<Rollout | null> {
  if (key === null) return null;
  const used = await transaction
    .selectFrom('selvedge_rollout_keys')
    .selectAll()
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirst();
  if (used === undefined) return null;
  if (used.fingerprint !== fingerprint) {
    throw new RolloutError(
      'ROLLOUT_IDEMPOTENCY_KEY_REUSED',
      `Expected the idempotency key "${key}" to come with what it came with before (transition ${used.revision} of rollout ${used.rollout}), but it asks for something else; nothing was changed. Use a new key.`,
    );
  }
  const row = await rowOf(transaction, used.rollout);
  return row === undefined ? null : toRollout(row);
}

async function keepKey(
  transaction: StoreTransaction,
  scope: string,
  key: string | null,
  fingerprint: string,
  { rollout, revision }: { rollout: string; revision: number },
): Promise<void> {
  if (key === null) return;
  await transaction
    .insertInto('selvedge_rollout_keys')
    .values({ scope, key, fingerprint, rollout, revision })
    .execute();
}

async function refuseSecond(transaction: StoreTransaction, { connector }: Rollout): Promise<void> {
  const other = await transaction
    .selectFrom('selvedge_rollouts')
    .select(['id', 'candidate'])
    .where('connector', '=', connector)
    .where('in_progress', '=', 1)
    .executeTakeFirst();
  if (other === undefined) return;
  throw new RolloutError(
    'ROLLOUT_IN_PROGRESS',
    `Expected ${connector} to have no rollout under way, but ${other.id} rolls out ${other.candidate}. Promote it or roll it back first.`,
  );
}

function notFound(id: string): RolloutError {
  return new RolloutError(
    'ROLLOUT_NOT_FOUND',
    `Expected the id of a rollout, but there is none with ${id}. List them to see which there are.`,
  );
}

function stale(id: string, expected: number, found: number): RolloutError {
  return new RolloutError(
    'ROLLOUT_REVISION_STALE',
    `Expected rollout ${id} at revision ${expected}, but it is at ${found}; nothing was changed. Read it again and decide anew.`,
  );
}
