export type { AdminContext } from './admin-context.js';
export { type AdminEndpoint, type AdminEndpointOptions, createAdminEndpoint } from './create-admin-endpoint.js';
export type { AdminOperations, AdminStreams } from './create-admin-operations.js';
export type { Admin } from './guard/admin-guard.js';
export { AdminRefusal, type AdminRefusalCode } from './guard/admin-refusal.js';
export { type Admission, admissionOf } from './guard/admission.js';
export type {
  AdminSources,
  AuditEntry,
  AuditPage,
  AuditPageWanted,
  BreakerOverview,
  ComparedField,
  ComparisonSample,
  ConnectorOverview,
  ConnectorVersionOverview,
  QuotaOverview,
  VersionCallers,
} from './sources.js';
