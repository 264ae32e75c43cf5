export { createGoogleAds } from './create-google-ads.js';
export type { Dialect } from './dialect.js';
