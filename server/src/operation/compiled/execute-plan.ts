import type { GraphQLError } from 'graphql';
import type { GraphContext } from '../../ports/index.js';
import { frameOf } from './frame.js';
import { gather } from './gather.js';
import type { OperationPlan } from './plan.js';
import { Run } from './run.js';
import { TextWriter } from './text-writer.js';

/** What an operation came to: its data as JSON text, and the errors in the order in which they stand in it. */
export interface PlannedResult {
  data: string;
  errors: readonly GraphQLError[];
}

/**
 * Executes a plan: gathers level by level, then writes. Rejects with NotPlanned when the operation meets what plans do
 * not cover.
 *
 * @param variables coerced
 */
export async function executePlan(
  plan: OperationPlan,
  context: GraphContext,
  variables: Record<string, unknown>,
  rootValue: object = {},
): Promise<PlannedResult> {
  const run = new Run(plan, context, variables, rootValue);
  const root = frameOf(plan.root);
  root.parents.push(rootValue);
  root.paths.push(undefined);
  const pending = gather(root, run);
  if (pending !== undefined) await pending;
  const writer = new TextWriter(run);
  try {
    return { data: plan.root.write(rootValue, 0, root.gathered, writer), errors: writer.errors };
  } catch (error) {
    // A located error that no field could keep: the fields' writers let nothing else through but NotPlanned.
    if (!isLocated(error)) throw error;
    writer.record(error);
    return { data: 'null', errors: writer.errors };
  }
}

function isLocated(error: unknown): error is GraphQLError {
  return error instanceof Error && 'path' in error && Array.isArray(error.path);
}
