import type { UpsertResult } from '@selvedge/schema';
import type { Outcome } from '../../ports/index.js';
import { type Attempt, attempt } from './attempt.js';

/** A result, and where the written record can be read. */
export type Written = UpsertResult & { written: { connector: string; id: string } | null };

/** Writes every record that was not refused before; the results are in input order. */
export async function upsertRecords<I>(
  connector: string,
  records: readonly Attempt<I>[],
  write: (input: I) => Promise<Outcome<{ id: string; created: boolean }>>,
): Promise<{ accepted: number; results: Written[] }> {
  const attempts = await Promise.all(records.map((record) => attempt(record, write)));
  return {
    accepted: attempts.filter(({ ok }) => ok).length,
    results: attempts.map((done, index) => resultOf(done, index, connector)),
  };
}

function resultOf(done: Attempt<{ id: string; created: boolean }>, index: number, connector: string): Written {
  if (!done.ok) return { index, status: 'FAILED', error: done.error, written: null };
  const { id, created } = done.value;
  return { index, status: created ? 'CREATED' : 'UPDATED', error: null, written: { connector, id } };
}
