import type { GraphQLRequest } from '@apollo/server';
import { type GraphQLSchema, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { byOperation } from './by-operation.js';
import { type Plans, plansOf } from './compiled/index.js';
import { costPlans, type Planned } from './cost/index.js';
import { type DeprecationHeaders, deprecationsIn, headersOf, type UsedDeprecation } from './deprecation/index.js';
import { type NeededFields, neededFields } from './needed-fields.js';

/** What an operation's document says of it, whoever sends it. */
export interface KnownOperation {
  operation: OperationDefinitionNode | null;
  deprecations: readonly UsedDeprecation[];
  deprecationHeaders: DeprecationHeaders;
  /** The deprecations' coordinates, each once. */
  deprecated: readonly string[];
  needed: NeededFields;
  planFor(variables: GraphQLRequest['variables']): Planned;
  plans: Plans;
}

/**
 * Reads operations of one view, each once for as long as its document is in use.
 *
 * @param compileAfter times that an operation is seen before it is worth a plan; infinite for none
 */
export function knownOperations(
  view: GraphQLSchema,
  compileAfter: number,
): ReturnType<typeof byOperation<KnownOperation>> {
  return byOperation((document, operationName): KnownOperation => {
    const deprecations = deprecationsIn(view, document, operationName);
    return {
      operation: getOperationAST(document, operationName) ?? null,
      deprecations,
      deprecationHeaders: headersOf(deprecations),
      deprecated: [...new Set(deprecations.map(({ coordinate }) => coordinate))],
      needed: neededFields(view, document, operationName),
      planFor: costPlans(view, document, operationName),
      plans: plansOf({ schema: view, document, operationName, compileAfter }),
    };
  });
}
