import type { DocumentNode, GraphQLSchema } from 'graphql';
import { type CostPlan, costPlan } from './cost-plan.js';
import { defaultsOf, flagNames, type Variables } from './variables.js';

/** What an operation asks, for the variables of a request. */
export interface Planned {
  plan: CostPlan;
  /** Values of the operation's variables, its defaults included. */
  variables: Variables;
}

/** Most plans that are kept of one operation: one for each choice of fields by `@skip` and `@include`. */
const MOST_KEPT = 8;

/** Plans of one operation of a document, each made once. */
export function costPlans(
  view: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): (given: Variables | undefined) => Planned {
  const defaults = defaultsOf(document, operationName);
  const flags = flagNames(document);
  const kept = new Map<string, CostPlan>();

  function planFor(variables: Variables): CostPlan {
    const chosen = Object.fromEntries(flags.map((name) => [name, variables[name] === true]));
    const key = JSON.stringify(chosen);
    const plan = kept.get(key) ?? costPlan(view, document, operationName, chosen);
    if (kept.size < MOST_KEPT) kept.set(key, plan);
    return plan;
  }

  const only = flags.length === 0 ? costPlan(view, document, operationName, {}) : null;
  return (given) => {
    const variables = { ...defaults, ...given };
    return { plan: only ?? planFor(variables), variables };
  };
}
