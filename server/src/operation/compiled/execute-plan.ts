import type { GraphQLError } from 'graphql';
import type { GraphContext, StopSignal } from '../../ports/index.js';
import { frameOf } from './frame.js';
import { gather } from './gather.js';
import type { OperationPlan } from './plan.js';
import { Run } from './run.js';
import { escapeRest } from './string-text.js';
import { TextWriter } from './text-writer.js';

/** What an operation came to: its data, and the errors in the order in which they stand in it. */
export class PlannedResult {
  readonly #data: string;

  /** @param data as writers wrote it, for `escapeRest` */
  constructor(
    data: string,
    readonly errors: readonly GraphQLError[],
  ) {
    this.#data = data;
  }

  /** Whether the data is null. */
  get isNull(): boolean {
    return this.#data === 'null';
  }

  /** JSON text of the data, between other JSON text: V8 makes one piece of a whole once, and of each part that is looked into too. */
  text(before = '', after = ''): string {
    return escapeRest(before + this.#data + after);
  }
}

/** Nobody waits for the answer any more. */
export class Abandoned extends Error {}

/**
 * Executes a plan: gathers level by level, then writes. Rejects with NotPlanned when the operation meets what plans do
 * not cover, and with Abandoned when the caller has gone before anything is written.
 *
 * @param variables coerced
 * @param gone aborted when nobody waits any more; left out: somebody does
 */
export async function executePlan(
  plan: OperationPlan,
  context: GraphContext,
  variables: Record<string, unknown>,
  rootValue: object = {},
  gone?: Pick<StopSignal, 'aborted'>,
): Promise<PlannedResult> {
  const run = new Run(plan, context, variables, rootValue);
  const root = frameOf(plan.root);
  root.parents.push(rootValue);
  root.paths.push(undefined);
  const pending = gather(root, run);
  if (pending !== undefined) await pending;
  // What was asked for a caller who has gone has failed, and each failure would be written out at each of its places.
  if (gone?.aborted) throw new Abandoned();
  const writer = new TextWriter(run);
  try {
    return new PlannedResult(plan.root.write(rootValue, 0, root.gathered, writer), writer.errors);
  } catch (error) {
    // A located error that no field could keep: the fields' writers let nothing else through but NotPlanned.
    if (!isLocated(error)) throw error;
    writer.record(error);
    return new PlannedResult('null', writer.errors);
  }
}

function isLocated(error: unknown): error is GraphQLError {
  return error instanceof Error && 'path' in error && Array.isArray(error.path);
}
