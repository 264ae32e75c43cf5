export type { Assignment, Assignments } from './assignment.js';
export type {
  Acting,
  ActingOnRevision,
  GateResult,
  PlannedRollout,
  RolloutControl,
  WantedRollout,
} from './control.js';
export type { CountIncrement, CountKey, CountRecords } from './counts-records.js';
export { ROLLOUT_CODES, type RolloutCode, RolloutError } from './errors.js';
export { gateRefusal } from './gate-refusal.js';
export type { RolloutPlan } from './plan.js';
export type { Leases, LeaseTerm, RolloutRecords, StoreChanges } from './records.js';
export type { ActiveState, Cause, Rollout, RolloutState, Transition } from './rollout.js';
