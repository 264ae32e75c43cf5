export {
  createDeclaredRollouts,
  DECLARED_LEASE,
  type DeclaredRollouts,
  type DeclaredRolloutsOptions,
  type DeclaredVersions,
} from './apply.js';
export { type DeclaredRollout, declaredRollouts } from './declared-rollout.js';
export { type Drift, drift, type RefusedDrift, type ResolvedDeclaration, type StoredRollout } from './drift.js';
export { type PlanDifference, stepsText } from './plan-differences.js';
