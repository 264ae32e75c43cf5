import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';

/** The number that grows with each change of which processes are told. */
export async function readVersion(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('selvedge_version').select('version').executeTakeFirst();
  return row?.version ?? 0;
}
