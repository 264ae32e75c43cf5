export { type AskedField, type Asking, askingOf, type Reckoning } from './asks/asks.js';
export { NO_RECORDS, type Records, totalOf } from './asks/records.js';
export { buildGraph } from './build-graph.js';
export { COMBINED_TYPES, canonicalFieldsOf, PERSONAL_KINDS } from './canonical-fields.js';
export { failureError } from './coded-error.js';
export { ERROR_CODES, type ErrorCode, FAILURE_ANSWERS, type FailureAnswer } from './error-codes.js';
export { SCOPES, type ScopeName } from './scope.js';
export { audienceIdOf } from './writes/audience-id.js';
