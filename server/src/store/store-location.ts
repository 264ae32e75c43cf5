import type { Configuration } from '../config/index.js';

/** Where a store is kept. */
export type StoreLocation =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'file'; readonly file: string }
  /** Of one process, gone with it. */
  | { readonly kind: 'memory' };

/** What the configuration says: a database beats a file, and a sandbox without either keeps nothing. */
export function storeLocation({ store }: Pick<Configuration, 'store'>): StoreLocation {
  if (store.databaseUrl !== undefined) return { kind: 'postgres', url: store.databaseUrl };
  if (store.file === undefined || store.file === ':memory:') return { kind: 'memory' };
  return { kind: 'file', file: store.file };
}
