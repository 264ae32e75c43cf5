export { type AnswerRecord, createAnswerRecord } from './answer-record.js';
export { createEdge, type Edge, type EdgeAnswer, type EdgeKey, type KeptAnswer, type ReadyAnswer } from './edge.js';
