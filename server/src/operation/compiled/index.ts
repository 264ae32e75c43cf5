export { Abandoned, executePlan, type PlannedResult } from './execute-plan.js';
export { formatErrors } from './format-errors.js';
export { JsonText, stringifyResult } from './json-text.js';
export { NotPlanned } from './not-planned.js';
export type { OperationPlan } from './plan.js';
export { type Plans, plansOf } from './plans.js';
