export { type Assignment, type Assignments, isOnTrial } from './assignment.js';
export type { AuditEntry, AuditLog, AuditPage, AuditQuery } from './audit-log.js';
export {
  type Acceptance,
  type ComparedField,
  type ComparisonObservation,
  type ComparisonRecords,
  DIFFERENCE_CLASSES,
  type DifferenceClass,
  type DifferenceSample,
  MOST_SAMPLES,
} from './comparison-records.js';
export type {
  Acting,
  ActingOnRevision,
  GateResult,
  PlannedRollout,
  RolloutControl,
  WantedRollout,
} from './control.js';
export { coordinate, coordinatesOf, type NeededOfKinds, touchedBy, versionCoordinate } from './coordinates.js';
export type { CountIncrement, CountKey, CountRecords } from './counts-records.js';
export { ROLLOUT_CODES, type RolloutCode, RolloutError } from './errors.js';
export { gateRefusal } from './gate-refusal.js';
export type { KeptCallers, KeptRecords, KeptSet } from './kept-records.js';
export { minuteKey, minuteOf } from './minute-key.js';
export type { PeriodRecords } from './period-records.js';
export type { RolloutPlan } from './plan.js';
export type { Leases, LeaseTerm, RolloutRecords, StoreChanges } from './records.js';
export type { ActiveState, Cause, CountedState, Deed, Rollout, RolloutState, Transition } from './rollout.js';
export { callerHash, type StickyBy, stickyKey } from './sticky-key.js';
export {
  type CallerHistory,
  type HistoryIncrement,
  type TouchedCoordinates,
  USAGE_KEPT_MS,
  type UsageRecords,
} from './usage-records.js';
