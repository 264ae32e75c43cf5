export { type DeclaredRollout, declaredRollouts } from './declared-rollout.js';
export { type Drift, drift, type ResolvedDeclaration, type StoredRollout } from './drift.js';
export { type PlanDifference, stepsText } from './plan-differences.js';
