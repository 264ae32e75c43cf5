export { deprecationsIn } from './deprecations-in.js';
export { type DeprecationHeaders, headersOf } from './headers-of.js';
export { guideUrl, type UsedDeprecation } from './used-deprecation.js';
