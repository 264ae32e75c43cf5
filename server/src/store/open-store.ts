import type {
  AuditLog,
  ComparisonRecords,
  CountRecords,
  Leases,
  PeriodRecords,
  RolloutRecords,
  StoreChanges,
  UsageRecords,
} from '../rollouts/model/index.js';
import type { Database } from './database.js';
import { migrate } from './migrations/migrate.js';
import { openDatabase } from './open-database.js';
import { createAuditLog } from './records/audit-log.js';
import { createComparisonRecords } from './records/comparison-records.js';
import { createCountRecords } from './records/count-records.js';
import { createLeases } from './records/leases.js';
import { createPeriodRecords } from './records/period-records.js';
import { createRolloutRecords } from './records/rollout-records.js';
import { createUsageRecords } from './records/usage-records.js';
import type { StoreLocation } from './store-location.js';

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
  readonly audit: AuditLog;
  readonly usage: UsageRecords;
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
  } catch (error) {
    await database.close();
    throw error;
  }
  return storeOver(database);
}

/** A store whose schema is this program's. */
export function storeOver(database: Database): Store {
  return {
    place: database.place,
    rollouts: createRolloutRecords(database),
    leases: createLeases(database),
    changes: database.changes,
    counts: createCountRecords(database),
    periods: createPeriodRecords(database),
    comparisons: createComparisonRecords(database),
    audit: createAuditLog(database),
    usage: createUsageRecords(database),
    close: () => database.close(),
  };
}
