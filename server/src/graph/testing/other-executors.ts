import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { GraphContext } from '../../ports/index.js';

export interface Execution {
  schema: GraphQLSchema;
  /** Validated. */
  document: DocumentNode;
  variables: Record<string, unknown>;
  context: GraphContext;
}

/** Executes an operation; null when it is not one that it can. */
export type Executor = (execution: Execution) => Promise<ExecutionResult | null>;

/** Whatever executes operations besides graphql-js, and must answer as it does; added where it is made. */
export const OTHER_EXECUTORS: Executor[] = [];
