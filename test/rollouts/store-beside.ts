import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/** What a test sees of a store beside the gateways that use it. */
export interface StoreBeside {
  /** Who decides on rollouts; null before anybody does. */
  decider(): Promise<string | null>;
  /** Has every write of this transition refused, as a disk does that is full, until that is lifted. */
  refuseTransition(revision: number): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const DECIDER = "select holder from selvedge_leases where name = 'rollouts'";
const REFUSING = 'create trigger refused before insert on selvedge_transitions';

export function openFileBeside(file: string): StoreBeside {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  return {
    async decider() {
      const row = database.prepare(DECIDER).get();
      return row === undefined ? null : String(row.holder);
    },
    async refuseTransition(revision) {
      database.exec(`${REFUSING} when new.revision = ${revision}
        begin select raise(abort, 'the disk is full'); end`);
      return async () => database.exec('drop trigger refused');
    },
    async close() {
      database.close();
    },
  };
}

export function openPostgresBeside(url: string): StoreBeside {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // The server may end before a connection has that was told to; unheard, that would be an error of the test's process.
  pool.on('error', () => {});
  return {
    async decider() {
      const { rows } = await pool.query<{ holder: string }>(DECIDER);
      return rows[0]?.holder ?? null;
    },
    async refuseTransition(revision) {
      await pool.query(`create function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'the disk is full' using errcode = 'disk_full'; end $$`);
      await pool.query(`${REFUSING} for each row when (new.revision = ${revision}) execute function refuse()`);
      return async () => void (await pool.query('drop function refuse() cascade'));
    },
    close: () => pool.end(),
  };
}
