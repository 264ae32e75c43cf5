export { createOperationServer } from './create-operation-server.js';
export {
  type AnswerRecord,
  createAnswerRecord,
  createEdge,
  type Edge,
  type EdgeKey,
  type KeptAnswer,
} from './edge/index.js';
export { createTrail, type OperationContext } from './operation-context.js';
export { type LoadedVersions, parseOverrides } from './version-overrides.js';
export { MAJORS, NEWEST_MAJOR } from './views/majors.js';
export { printView } from './views/print-view.js';
export { viewOf } from './views/view.js';
