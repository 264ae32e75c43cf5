export { alignToKeys } from './align.js';
export type {
  Batch,
  Call,
  CapabilityImplementation,
  Connector,
  CredentialScheme,
  SettingDeclaration,
} from './connector.js';
export { defineConnector } from './define-connector.js';
export { type FailureClass, invalid, malformed, VendorError, type VendorFailure } from './failure.js';
export type {
  AnswerSchema,
  QueryValue,
  SchemaResult,
  VendorAnswer,
  VendorFetch,
  VendorRequest,
  VendorResponse,
} from './vendor-fetch.js';
