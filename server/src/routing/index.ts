export { chooseVersion, type Split, type StickyBy } from './choose-version.js';
export { type OperationRoute, routed, type Versions } from './routed.js';
