import type { LeaseTerm } from '../../rollouts/model/index.js';
import { RolloutError } from '../../rollouts/model/index.js';
import type { Database, StoreTransaction } from '../database.js';

/**
 * Goes on only while the lease is held, and lets nobody else take it before the transaction ends.
 * Rejects with ROLLOUT_LEASE_LOST.
 */
export async function requireLease(
  database: Database,
  transaction: StoreTransaction,
  { name, holder, term }: LeaseTerm,
): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable('selvedge_leases')
    .set((row) => ({ term: row.ref('term') }))
    .where('name', '=', name)
    .where('holder', '=', holder)
    .where('term', '=', term)
    .where('expires_at', '>', database.nowMs)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  throw new RolloutError(
    'ROLLOUT_LEASE_LOST',
    `Expected ${holder} to hold the lease "${name}" of term ${term}, but it has run out or another process has it; nothing was changed. Leave the decision to the holder.`,
  );
}
