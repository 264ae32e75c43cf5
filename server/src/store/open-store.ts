import type { JobRecords, OnceMemory } from '../ports/index.js';
import type {
  AuditLog,
  ComparisonRecords,
  CountRecords,
  KeptRecords,
  Leases,
  PeriodRecords,
  RolloutRecords,
  StoreChanges,
  UsageRecords,
} from '../rollouts/model/index.js';
import type { Database } from './database.js';
import { isUnavailable } from './is-unavailable.js';
import { migrate } from './migrations/migrate.js';
import { openDatabase } from './open-database.js';
import { createAuditLog } from './records/audit-log.js';
import { createComparisonRecords } from './records/comparison-records.js';
import { createCountRecords } from './records/count-records.js';
import { createKeptRecords } from './records/kept-records.js';
import { createLeases } from './records/leases.js';
import { createPeriodRecords } from './records/period-records.js';
import { createRolloutRecords } from './records/rollout-records.js';
import { createUsageRecords } from './records/usage-records.js';
import { StoreError } from './store-error.js';
import type { StoreLocation } from './store-location.js';
import { createBackground } from './work/background.js';
import { forgetWork } from './work/forget-work.js';
import { createStoredJobRecords } from './work/job-records.js';
import { createStoredOnceMemories } from './work/once-memory.js';
import { createPresence } from './work/presence.js';

/** The control plane's memory, shared by every process that opens the same one. */
export interface Store {
  /** Where it is, for people; without a password. */
  readonly place: string;
  readonly rollouts: RolloutRecords;
  readonly leases: Leases;
  readonly changes: StoreChanges;
  readonly counts: CountRecords;
  readonly periods: PeriodRecords;
  readonly comparisons: ComparisonRecords;
  readonly kept: KeptRecords;
  readonly audit: AuditLog;
  readonly usage: UsageRecords;
  /** Bulk jobs. One whose process died has failed. */
  readonly jobs: JobRecords;
  /** Work that is done once, of one scope: keys of other scopes are others. */
  once(scope: string): OnceMemory;
  /** Ends the connections, once what runs on them is done; later calls do nothing. */
  close(): Promise<void>;
}

export interface OpenStoreOptions {
  location: StoreLocation;
  /** Hears of trouble that the store gets over by itself. */
  onTrouble?(message: string): void;
}

/**
 * Opens the store, made where there is none and brought up to this program's schema.
 * Rejects with a StoreError: STORE_UNUSABLE, STORE_NEWER.
 */
export async function openStore({ location, onTrouble = () => {} }: OpenStoreOptions): Promise<Store> {
  const database = await openDatabase(location, { create: true, onTrouble });
  try {
    await migrate(database);
    await forgetWork(database);
  } catch (error) {
    await database.close();
    throw isUnavailable(error) ? unwritable(database, error) : error;
  }
  return storeOver(database);
}

/** It lets the gateway in, but cannot be brought up to this program's schema. */
function unwritable({ kind, place }: Database, error: unknown): StoreError {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  const remedy =
    kind === 'postgres'
      ? 'Give its role the right to create and write tables in the schema, and see that it is not read-only or standing by'
      : 'Let the gateway’s user write the file and its folder, and see that the disk is neither full nor read-only';
  return new StoreError(
    'STORE_UNUSABLE',
    `Expected a store at ${place} that can be written, but: ${reason}. ${remedy}; or set another one under store. [STORE_UNUSABLE]`,
    { cause: error },
  );
}

const FORGET_EVERY_MS = 60 * 60_000;

/** A store whose schema is this program's. */
function storeOver(database: Database): Store {
  const presence = createPresence(database);
  const background = createBackground();
  const work = { database, presence, background };
  // What could not be removed is at the next turn.
  const forgetting = setInterval(() => forgetWork(database).catch(() => {}), FORGET_EVERY_MS).unref();

  async function close(): Promise<void> {
    clearInterval(forgetting);
    database.changes.stop();
    await background.end();
    await presence.end();
    await database.close();
  }
  let closed: Promise<void> | null = null;

  return {
    place: database.place,
    rollouts: createRolloutRecords(database),
    leases: createLeases(database),
    changes: database.changes,
    counts: createCountRecords(database),
    periods: createPeriodRecords(database),
    comparisons: createComparisonRecords(database),
    kept: createKeptRecords(database),
    audit: createAuditLog(database),
    usage: createUsageRecords(database),
    jobs: createStoredJobRecords(work),
    once: createStoredOnceMemories(work),
    close() {
      closed ??= close();
      return closed;
    },
  };
}
