export type { StickyBy } from '../rollouts/model/index.js';
export { type ChosenRoute, chooseRoute, type Eligibility } from './choose-route.js';
export { chooseVersion, type Split, splitOf } from './choose-version.js';
export { type OperationRoute, routed, type Versions } from './routed.js';
