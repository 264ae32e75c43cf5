import { getOperationAST, getVariableValues, validate } from 'graphql';
import type { Executor } from '../../../graph/testing/other-executors.js';
import { executePlan } from '../execute-plan.js';
import { NotPlanned } from '../not-planned.js';
import { plansOf } from '../plans.js';

/** Executes by a compiled plan whatever a test of the graph executes by graphql-js. */
export const compiled: Executor = async ({ schema, document, variables, context }) => {
  const operation = getOperationAST(document);
  if (!operation || validate(schema, document).length > 0) return null;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (coerced === undefined) return null;
  const plan = plansOf({ schema, document, operationName: null, compileAfter: 0 }).for(coerced);
  if (plan === null) return null;
  try {
    const executed = await executePlan(plan, context, coerced);
    return { data: JSON.parse(executed.text()), errors: executed.errors };
  } catch (error) {
    if (error instanceof NotPlanned) throw new Error('Expected a plan for what the graph has.', { cause: error });
    throw error;
  }
};
