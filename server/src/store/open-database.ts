import type { Database } from './database.js';
import type { StoreLocation } from './store-location.js';

export interface OpenDatabaseOptions {
  /** Whether a file that is not there is made. */
  create: boolean;
  onTrouble(message: string): void;
}

/** Opens a database as it is. Each driver is loaded where it is used. Rejects with STORE_UNUSABLE or STORE_NOT_FOUND. */
export async function openDatabase(location: StoreLocation, options: OpenDatabaseOptions): Promise<Database> {
  switch (location.kind) {
    case 'postgres': {
      const { openPostgres } = await import('./postgres/open-postgres.js');
      return openPostgres({ url: location.url, onTrouble: options.onTrouble });
    }
    case 'file': {
      const { openSqlite } = await import('./sqlite/open-sqlite.js');
      return openSqlite({ file: location.file, create: options.create });
    }
    case 'memory': {
      const { openSqlite } = await import('./sqlite/open-sqlite.js');
      return openSqlite({ file: null, create: true });
    }
    default:
      return location satisfies never;
  }
}
