import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database.js';

/** This process, as far as others must know whether it lives: what a dead one held is free again. */
export interface Presence {
  /** New with each opening of the store. */
  readonly id: string;
  /** Resolves when the others take this process to live; from then on they do until it ends or cannot reach the database. */
  show(): Promise<void>;
  /** Frees all that it held. */
  end(): Promise<void>;
}

/** How long a process that says nothing is taken to live, milliseconds, by the database's clock. */
const ALIVE_MS = 8_000;
const BEAT_MS = 2_000;

export function createPresence(database: Database): Presence {
  const id = randomUUID();
  let shown: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let ended = false;

  async function beat(): Promise<void> {
    const alive_until_at = sql<number>`${database.nowMs} + ${sql.lit(ALIVE_MS)}`;
    await database.writeSoon((transaction) =>
      transaction
        .insertInto('selvedge_processes')
        .values({ id, alive_until_at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ alive_until_at }))
        .execute(),
    );
  }

  return {
    id,
    show() {
      timer ??= setInterval(() => {
        shown = beat();
        // Whoever wants to hold something hears of it.
        shown.catch(() => {});
      }, BEAT_MS).unref();
      shown = shown?.catch(beat) ?? beat();
      return shown;
    },
    async end() {
      if (ended || timer === null) return;
      ended = true;
      clearInterval(timer);
      await database
        .writeSoon((transaction) => transaction.deleteFrom('selvedge_processes').where('id', '=', id).execute())
        .catch(() => {});
    },
  };
}
