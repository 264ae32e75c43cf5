export { activeOf, countedOf, type Watched, watchedOf, weightAt } from './active-state.js';
export { allowedCommands, apply, COMMANDS, type Command } from './apply.js';
export { assignmentOf, takenBackOf } from './assignment-of.js';
export { auditOf, deedOf, whoOf } from './audit-of.js';
export { decide } from './decide.js';
export { parsePlan, planSchema } from './plan.js';
export { fixSlowThreshold, SETTLED_AFTER_MS, settle } from './settle.js';
export { type Moment, transitionTo } from './transition.js';
