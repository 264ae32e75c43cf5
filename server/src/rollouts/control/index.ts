export { type Assignments, createAssignments } from './assignments.js';
export { type AuditedOptions, audited } from './audited.js';
export { createDecider, DECIDER_LEASE, type Decider, type DeciderOptions } from './decider.js';
export type { Comparison, ControlParts, Gates, VersionResolver } from './parts.js';
export { createRolloutControl } from './rollout-control.js';
