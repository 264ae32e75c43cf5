import { DatabaseSync } from 'node:sqlite';

/** What a test sees of a SQLite store beside the gateways that use it. */
export interface StoreFile {
  /** Who decides on rollouts; null before anybody does. */
  decider(): string | null;
  /** Has every write of this transition refused, as a disk does that is full, until that is lifted. */
  refuseTransition(revision: number): () => void;
  close(): void;
}

export function openStoreFile(file: string): StoreFile {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  return {
    decider() {
      const row = database.prepare("select holder from selvedge_leases where name = 'rollouts'").get();
      return row === undefined ? null : String(row.holder);
    },
    refuseTransition(revision) {
      database.exec(`create trigger refused before insert on selvedge_transitions when new.revision = ${revision}
        begin select raise(abort, 'the disk is full'); end`);
      return () => database.exec('drop trigger refused');
    },
    close: () => database.close(),
  };
}
