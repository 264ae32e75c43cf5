export { createTrail } from './answer-context.js';
export { Abandoned } from './compiled/index.js';
export { createOperationServer, type OperationServer } from './create-operation-server.js';
export type { Direct, DirectAnswer, DirectRequest } from './direct.js';
export {
  type AnswerRecord,
  createAnswerRecord,
  createEdge,
  type Edge,
  type EdgeKey,
  type KeptAnswer,
} from './edge/index.js';
export { LIMITS, limitRules } from './limits.js';
export { maskError } from './mask-error.js';
export type { OperationContext } from './operation-context.js';
export { type LoadedVersions, parseOverrides } from './version-overrides.js';
export { type ViewChange, viewChanges } from './views/extension-changes.js';
export { MAJORS, NEWEST_MAJOR } from './views/majors.js';
export { printView } from './views/print-view.js';
export { viewOf } from './views/view.js';
