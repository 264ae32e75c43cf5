import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Configuration } from '../config/index.js';

/** A store for several processes where the configuration keeps it in memory, which is of one process. */
export interface CommonStore {
  /** The configuration, with a file in the temporary folder for a store in memory. */
  in(configuration: Configuration): Promise<Configuration>;
  /** Removes the file: what a store in memory knows is gone with its gateway. Idempotent. */
  remove(): Promise<void>;
}

export function createCommonStore(): CommonStore {
  let folder: Promise<string> | null = null;
  return {
    async in(configuration) {
      const { databaseUrl, file } = configuration.store;
      if (databaseUrl !== undefined || (file !== undefined && file !== ':memory:')) return configuration;
      folder ??= mkdtemp(join(tmpdir(), 'selvedge-'));
      return { ...configuration, store: { ...configuration.store, file: join(await folder, 'selvedge.db') } };
    },
    async remove() {
      if (folder !== null) await rm(await folder, { recursive: true, force: true });
    },
  };
}
