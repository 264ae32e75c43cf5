export { type OpenStoreOptions, openStore, type Store } from './open-store.js';
export { STORE_CODES, type StoreCode, StoreError } from './store-error.js';
export { type StoreLocation, storeLocation } from './store-location.js';
