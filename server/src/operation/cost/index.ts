export { type CostLimits, refuseCostly } from './cost-limits.js';
export { costPlans, type Planned } from './cost-plans.js';
export { type Estimate, estimate } from './estimate.js';
export { flagNames } from './variables.js';
