import type { StoreTransaction } from '../database.js';

/** One step of the schema. Never changed once it is released; there is no way back. */
export interface Migration {
  /** Sorts after those before it, e.g. `0004-jobs`. */
  readonly name: string;
  /** Runs in the given transaction, on both databases. The table types are those of the newest schema: rows are moved in plain SQL. */
  up(transaction: StoreTransaction): Promise<void>;
}
