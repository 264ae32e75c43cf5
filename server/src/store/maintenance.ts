import type { Database } from './database.js';
import { openDatabase } from './open-database.js';
import { type DumpSummary, dump } from './portable/dump.js';
import { restore } from './portable/restore.js';
import { type StoreStatus, storeSchema, storeStatus } from './portable/store-status.js';
import { StoreError } from './store-error.js';
import type { StoreLocation } from './store-location.js';

/** Writes all that a store holds to a new file, while gateways go on. Rejects as opening and `dump` do. */
export function backUpStore(location: StoreLocation, file: string, nowMs: number): Promise<DumpSummary> {
  return within(location, 'found', (database) => dump(database, file, nowMs));
}

/** Makes a store what a backup holds. Rejects as opening and `restore` do. */
export function restoreStore(location: StoreLocation, file: string, into: 'empty' | 'any'): Promise<DumpSummary> {
  return within(location, 'made', (database) => restore(database, file, into));
}

/** Looks at a store and changes nothing. Rejects as opening does. */
export function readStoreStatus(location: StoreLocation): Promise<StoreStatus> {
  return within(location, 'found', storeStatus);
}

/** Only how the schema stands to this program's, which is quick however much the store holds. Rejects as opening does. */
export function readStoreSchema(location: StoreLocation): Promise<Pick<StoreStatus, 'place' | 'schema'>> {
  return within(location, 'found', storeSchema);
}

async function within<T>(
  location: StoreLocation,
  how: 'found' | 'made',
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (location.kind === 'memory') {
    throw new StoreError(
      'STORE_NOT_FOUND',
      'Expected a store that outlives a process, but this configuration keeps it in memory. Set store.file or store.databaseUrl. [STORE_NOT_FOUND]',
    );
  }
  const database = await openDatabase(location, { create: how === 'made', onTrouble: () => {} });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
