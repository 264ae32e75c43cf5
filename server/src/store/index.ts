export { isUnavailable } from './is-unavailable.js';
export { backUpStore, readStoreSchema, readStoreStatus, restoreStore } from './maintenance.js';
export { type OpenStoreOptions, openStore, type Store } from './open-store.js';
export type { DumpSummary } from './portable/dump.js';
export type { StoreStatus } from './portable/store-status.js';
export { STORE_CODES, type StoreCode, StoreError } from './store-error.js';
export { type StoreLocation, storeLocation } from './store-location.js';
