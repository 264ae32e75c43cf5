export type {
  BulkJob,
  BulkJobState,
  BulkJobs,
  BulkKind,
  BulkRecord,
  BulkRefusal,
  BulkResult,
} from './bulk-jobs.js';
export { type Caller, EVERY_SCOPE, holdsScope } from './caller.js';
export type { GraphContext, GraphSettings, Trail } from './graph-context.js';
export { createHolds, type Holds } from './holds.js';
export type { BoundJob, JobProgress, JobSource } from './job-source.js';
export type { OnceClaim, OnceMemory } from './once-memory.js';
export { SCOPE_MEANINGS, SCOPES, type ScopeName } from './scopes.js';
export type {
  Answer,
  Call,
  CapabilitySource,
  Failure,
  FailureCause,
  Origin,
  Outcome,
  Source,
  SourcedOutput,
} from './source.js';
export type { LoadOptions, Sources } from './sources.js';
export type { StopSignal } from './stop-signal.js';
