import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  type DocumentNode,
  execute,
  GraphQLList,
  type GraphQLOutputType,
  type GraphQLSchema,
  getVariableValues,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';

import type { GraphContext } from '../../../ports/index.js';
import { createTrail } from '../../answer-context.js';
import { executePlan } from '../execute-plan.js';
import { NotPlanned } from '../not-planned.js';
import { plansOf } from '../plans.js';
import { type Answered, difference, keyOf } from './compare.js';
import { Random } from './random.js';
import { type RandomData, randomData, randomSources, recordOf } from './random-data.js';
import { type RandomOperation, randomOperation } from './random-operation.js';
import { randomSchema } from './random-schema.js';

/** What came of one case. */
export type Verdict =
  | { is: 'same'; errors: number }
  /** The operation is no valid one, or its variables are refused before execution. */
  | { is: 'invalid' }
  /** Plans leave it to graphql-js. */
  | { is: 'not planned' }
  | { is: 'different'; what: string; operation: RandomOperation };

const RULES = specifiedRules.filter(({ name }) => name !== 'NoUnusedVariablesRule' && name !== 'NoUnusedFragmentsRule');

/** Executes one generated operation on one generated graph by a compiled plan and by graphql-js, and compares. */
export async function fuzzCase(seed: number): Promise<Verdict> {
  const random = new Random(seed);
  const faults = random.pick([0, 0.01, 0.05, 0.15, 0.3]);
  const data = randomData(random.for('data'), faults, random.chance(0.1) ? 0.02 : 0);
  const inOrder = random.chance(0.4);
  const schema = randomSchema(random.for('schema'), data, inOrder ? 'properties only' : 'all');
  const operation = randomOperation(random.for('operation'), schema);
  const document = parse(operation.source, { noLocation: false });
  if (validate(schema, document, RULES).length > 0) return { is: 'invalid' };
  const definition = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const { coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], operation.variables);
  if (coerced === undefined) return { is: 'invalid' };

  const plan = plansOf({ schema, document, operationName: 'Q', compileAfter: 0 }).for(coerced);
  if (plan === null) return { is: 'not planned' };
  let planned: Answered;
  try {
    const result = await executePlan(plan, contextOf(data), coerced, recordOf('Query', 'root', data));
    planned = { data: result.text(), errors: result.errors };
  } catch (error) {
    if (error instanceof NotPlanned) return { is: 'not planned' };
    throw new Error(`Seed ${seed}: the plan failed.`, { cause: error });
  }
  const expected = await executed(schema, document, data, operation);
  const what = await difference(planned, expected, {
    inOrder,
    possible: () => possibleErrors(schema, document, data, operation),
  });
  return what === null ? { is: 'same', errors: planned.errors.length } : { is: 'different', what, operation };
}

function contextOf(data: RandomData): GraphContext {
  return { sources: randomSources(data), trail: createTrail(false), now: () => 0 } as unknown as GraphContext;
}

async function executed(
  schema: GraphQLSchema,
  document: DocumentNode,
  data: RandomData,
  { variables }: RandomOperation,
): Promise<Answered> {
  const result = await execute({
    schema,
    document,
    variableValues: variables,
    contextValue: contextOf(data),
    rootValue: recordOf('Query', 'root', data),
  });
  return { data: JSON.stringify(result.data ?? null), errors: result.errors ?? [] };
}

/** The errors of all fields, when none takes others with it. */
async function possibleErrors(
  schema: GraphQLSchema,
  document: DocumentNode,
  data: RandomData,
  operation: RandomOperation,
): Promise<ReadonlySet<string>> {
  const nullable = mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (config) => ({ ...config, type: withoutNonNull(config.type) }),
    [MapperKind.INTERFACE_FIELD]: (config) => ({ ...config, type: withoutNonNull(config.type) }),
  });
  const { errors } = await executed(nullable, document, data, operation);
  return new Set(errors.map(keyOf));
}

function withoutNonNull(type: GraphQLOutputType): GraphQLOutputType {
  if (isNonNullType(type)) return withoutNonNull(type.ofType);
  return isListType(type) ? new GraphQLList(withoutNonNull(type.ofType)) : type;
}
