import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import { flagNames } from '../cost/index.js';
import { compile } from './compile.js';
import { NotPlanned } from './not-planned.js';
import type { OperationPlan } from './plan.js';

/** The plans of one operation of one document. */
export interface Plans {
  /** The plan for these variables, coerced; null while the operation is new, and when plans do not cover it. */
  for(variables: Readonly<Record<string, unknown>>): OperationPlan | null;
  /** The operation met what plans do not cover. */
  notPlanned(): void;
}

export interface PlansOptions {
  schema: GraphQLSchema;
  /** Validated. */
  document: DocumentNode;
  operationName: string | null | undefined;
  /** Times that an operation is seen before it is worth a plan. */
  compileAfter: number;
}

/** Most assignments of conditions that plans are kept for; the rest of them are executed by graphql-js. */
const MOST_PLANS = 16;

/** How often an operation may meet what plans do not cover before it is left to graphql-js for good. */
const MOST_FAILURES = 10;

/** Plans are made when an operation has been seen a few times, one for each assignment of its conditions. */
export function plansOf({ schema, document, operationName, compileAfter }: PlansOptions): Plans {
  const operation = getOperationAST(document, operationName);
  const conditions = flagNames(document);
  const plans = new Map<string, OperationPlan>();
  let seen = 0;
  let failures = 0;
  let covered = operation?.operation === 'query';
  return {
    for(variables) {
      if (!covered || !operation) return null;
      seen += 1;
      if (seen <= compileAfter) return null;
      const values = Object.fromEntries(conditions.map((name) => [name, variables[name]]));
      const key = conditions.length === 0 ? '' : JSON.stringify(Object.values(values));
      const known = plans.get(key);
      if (known !== undefined) return known;
      if (plans.size === MOST_PLANS) return null;
      try {
        const plan = compile({ schema, document, operation, conditions: values });
        plans.set(key, plan);
        return plan;
      } catch (error) {
        if (!(error instanceof NotPlanned || error instanceof EvalError)) throw error;
        covered = false;
        return null;
      }
    },
    notPlanned() {
      failures += 1;
      if (failures >= MOST_FAILURES) covered = false;
    },
  };
}
