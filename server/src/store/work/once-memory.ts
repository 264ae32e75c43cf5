import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { OnceClaim, OnceMemory } from '../../ports/index.js';
import type { Database } from '../database.js';
import { inTurn } from './in-turn.js';
import type { Presence } from './presence.js';
import type { WorkContext } from './work-context.js';

/** How long what came of the work is kept, milliseconds. */
const KEPT_MS = 24 * 60 * 60_000;
/** How often a key that another process holds is asked for again, milliseconds. */
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 200;
/** How long who did the work waits until what came of it is kept, milliseconds. */
const KEEPING_MS = 2_000;

/** By scope. Common to all processes of a store, over their ends: a key that a dead one held is free after some seconds. */
export function createStoredOnceMemories({
  database,
  presence,
  background,
}: WorkContext): (scope: string) => OnceMemory {
  const turns = inTurn();

  return (scope) => ({
    async claim(key) {
      const done = await turns.wait(JSON.stringify([scope, key]));
      try {
        const { claim, kept } = await take(database, presence, scope, key);
        return claimOf(kept, (value) => background.run(() => give(database, { scope, key, claim, value })).then(done));
      } catch (error) {
        done();
        throw error;
      }
    },
  });
}

function claimOf(kept: unknown, give: (value: unknown) => Promise<void>): OnceClaim {
  let given: Promise<void> | null = null;
  return {
    kept,
    release(value) {
      if (given !== null) return given;
      const giving = give(value);
      given = Promise.race([giving, sleep(KEEPING_MS, undefined, { ref: false })]);
      return given;
    },
  };
}

async function take(
  database: Database,
  presence: Presence,
  scope: string,
  key: string,
): Promise<{ claim: string; kept: unknown }> {
  const claim = randomUUID();
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    await presence.show();
    const row = await database.writeSoon((transaction) =>
      transaction
        .insertInto('selvedge_once')
        .values({ scope, key, value_json: null, kept_until_at: database.nowMs, claim, holder: presence.id })
        .onConflict((conflict) =>
          conflict
            .columns(['scope', 'key'])
            .doUpdateSet({ claim, holder: presence.id })
            .where((row) =>
              row.or([
                row('selvedge_once.claim', 'is', null),
                row.not(
                  row.exists(
                    row
                      .selectFrom('selvedge_processes')
                      .select('id')
                      .whereRef('id', '=', 'selvedge_once.holder')
                      .where('alive_until_at', '>', database.nowMs),
                  ),
                ),
              ]),
            ),
        )
        .returning([
          'value_json',
          sql<number>`case when kept_until_at > ${database.nowMs} then 1 else 0 end`.as('kept'),
        ])
        .executeTakeFirst(),
    );
    if (row !== undefined)
      return { claim, kept: row.value_json === null || row.kept !== 1 ? undefined : JSON.parse(row.value_json) };
    await sleep(waitMs, undefined, { ref: false });
  }
}

/** One that took over meanwhile is not disturbed. */
async function give(
  database: Database,
  { scope, key, claim, value }: { scope: string; key: string; claim: string; value: unknown },
): Promise<void> {
  // Plain data; undefined has no JSON.
  const value_json: string | undefined = JSON.stringify(value);
  const kept_until_at = sql<number>`${database.nowMs} + ${sql.lit(KEPT_MS)}`;
  await database.write(async (transaction) => {
    const ofClaim = { scope, key, claim };
    if (value_json === undefined) {
      await transaction
        .deleteFrom('selvedge_once')
        .where((row) => row.and(ofClaim))
        .execute();
    } else {
      await transaction
        .updateTable('selvedge_once')
        .set({ value_json, kept_until_at, claim: null, holder: null })
        .where((row) => row.and(ofClaim))
        .execute();
    }
  });
}
