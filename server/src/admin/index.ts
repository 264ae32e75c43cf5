export type { AdminContext } from './admin-context.js';
export { adminSchema } from './admin-schema.js';
export {
  type AdminEndpoint,
  type AdminEndpointOptions,
  type AdminStreams,
  createAdminEndpoint,
} from './create-admin-endpoint.js';
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
