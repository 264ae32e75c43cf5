export { alignToKeys } from './align.js';
export { answerOf, checkShape, readBody } from './answer.js';
export type {
  Batch,
  Call,
  CapabilityImplementation,
  Connector,
  CredentialScheme,
  JobImplementation,
  JobState,
  OwnCapability,
  SettingDeclaration,
} from './connector.js';
export { defineConnector } from './define-connector.js';
export { type FailureClass, invalid, malformed, VendorError, type VendorFailure } from './failure.js';
export { nextMidnight, startOfDay } from './midnight.js';
export { numberHeader } from './number-header.js';
export { oneByOne } from './one-by-one.js';
export type { Quota, QuotaReading, QuotaRequest, QuotaWindow } from './quota.js';
export {
  type ApiBase,
  apiBaseOf,
  bodyOf,
  credentialHeaders,
  headersOf,
  isIdempotent,
  targetOf,
  urlOf,
} from './request.js';
export { retryAfterMs } from './retry-after.js';
export type {
  AnswerSchema,
  QueryValue,
  SchemaResult,
  VendorAnswer,
  VendorDownload,
  VendorFetch,
  VendorRequest,
  VendorResponse,
} from './vendor-fetch.js';
export { CHECK_CREDENTIAL, NEWER_CONNECTOR, withAdvice } from './with-advice.js';
