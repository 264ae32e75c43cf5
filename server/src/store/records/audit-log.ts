import { randomUUID } from 'node:crypto';
import type { AuditEntry, AuditLog } from '../../rollouts/model/index.js';
import type { Database, StoreTransaction } from '../database.js';
import type { Tables } from '../tables.js';

const LIMIT = 50;
const MOST = 500;

export function createAuditLog(database: Database): AuditLog {
  return {
    append: (entry) => database.write((transaction) => appendAudit(transaction, entry)),

    async list({ rollout, connector, after, limit = LIMIT } = {}) {
      if (!Number.isSafeInteger(limit) || limit < 1 || limit > MOST) {
        throw new RangeError(`Expected a limit of 1 to ${MOST} entries; got ${limit}.`);
      }
      let query = database.db.selectFrom('selvedge_audit').selectAll();
      if (rollout !== undefined) query = query.where('rollout', '=', rollout);
      if (connector !== undefined) query = query.where('connector', '=', connector);
      if (after !== undefined) {
        const { at, id } = parsePosition(after);
        query = query.where((row) => row.or([row('at', '<', at), row.and([row('at', '=', at), row('id', '<', id)])]));
      }
      const rows = await query
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        entries: page.map(toEntry),
        next: rows.length > limit && last !== undefined ? `${last.at}:${last.id}` : null,
      };
    },
  };
}

/** Records it with whatever else the transaction does: both are kept, or neither. */
export async function appendAudit(transaction: StoreTransaction, entry: Omit<AuditEntry, 'id'>): Promise<AuditEntry> {
  const kept: AuditEntry = { id: randomUUID(), ...entry };
  const { atMs, details, ...same } = kept;
  await transaction
    .insertInto('selvedge_audit')
    .values({ ...same, at: atMs, details_json: JSON.stringify(details) })
    .execute();
  return kept;
}

function toEntry({ id, at, who, what, rollout, connector, details_json }: Tables['selvedge_audit']): AuditEntry {
  return { id, atMs: at, who, what, rollout, connector, details: JSON.parse(details_json) as AuditEntry['details'] };
}

function parsePosition(after: string): { at: number; id: string } {
  const [, at, id] = /^(\d{1,16}):([0-9a-f-]{36})$/.exec(after) ?? [];
  if (at === undefined || id === undefined) {
    throw new RangeError(`Expected "after" to be the "next" of an earlier page; got ${JSON.stringify(after)}.`);
  }
  return { at: Number(at), id };
}
