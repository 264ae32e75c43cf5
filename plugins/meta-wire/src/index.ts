export { type ApiVersion, callAt, capabilityAt } from './call-at.js';
export { classify, type GraphFailure, graphFailure, isPermission } from './classify.js';
export { marketingApi } from './marketing-api.js';
