import type { AnswerContext } from './answer-context.js';
import type { OperationAnswer } from './operation-answer.js';

/** What one operation carries from its request to its answer. */
export interface OperationContext extends AnswerContext {
  /** What has been done for its answer already; null before. */
  answer: OperationAnswer | null;
}
