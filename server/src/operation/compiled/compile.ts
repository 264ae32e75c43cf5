import { collectFields, collectSubFields } from '@graphql-tools/utils';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLBoolean,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import { bindingOf, derivationOf } from '../../graph/index.js';
import { leafTextOf } from './leaf-text.js';
import { NotPlanned } from './not-planned.js';
import { objectWriter } from './object-code.js';
import {
  type BuiltInScalar,
  compositeOf,
  type FieldOrigin,
  type FieldPlan,
  type ObjectPlan,
  type OperationPlan,
  objectPlansOf,
  type ValuePlan,
} from './plan.js';

export interface CompileOptions {
  schema: GraphQLSchema;
  /** Validated. */
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Values of the variables that `@skip` and `@include` go by. */
  conditions: Readonly<Record<string, unknown>>;
}

/** Most selections of one plan, each concrete type of an interface counted. */
const MOST_OBJECTS = 1_000;

/** Makes the plan of a query. Throws NotPlanned for what plans do not cover. */
export function compile({ schema, document, operation, conditions }: CompileOptions): OperationPlan {
  const root = schema.getQueryType();
  if (operation.operation !== 'query' || !root) throw new NotPlanned(`a ${operation.operation}`);
  const fragments = fragmentsOf(document);
  const variables = { coerced: conditions, sources: {} };
  let objects = 0;

  function objectPlan(type: GraphQLObjectType, selected: ReadonlyMap<string, FieldNode[]>): ObjectPlan {
    if (type.isTypeOf) throw new NotPlanned(`a check of what is a "${type.name}"`);
    objects += 1;
    if (objects > MOST_OBJECTS) throw new NotPlanned(`more than ${MOST_OBJECTS} selections`);
    const gathered: FieldPlan[] = [];
    const fields = [...selected].flatMap(([responseName, nodes]) => {
      const field = fieldPlan(type, responseName, nodes, gathered.length);
      if (field === null) return [];
      if (field.place !== -1) gathered.push(field);
      return [field];
    });
    const needsPaths = gathered.some(
      ({ origin, value }) =>
        origin.from === 'resolver' ||
        compositeOf(value)?.kind === 'abstract' ||
        objectPlansOf(value).some((plan) => plan.needsPaths),
    );
    return { type, fields, gathered, needsPaths, write: objectWriter(fields) };
  }

  /** Null for a field that the type does not have, which graphql-js leaves out. `place`: the next free one. */
  function fieldPlan(
    parentType: GraphQLObjectType,
    responseName: string,
    nodes: FieldNode[],
    place: number,
  ): FieldPlan | null {
    const name = (nodes[0] as FieldNode).name.value;
    const definition = name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : parentType.getFields()[name];
    if (definition === undefined) {
      if (name.startsWith('__')) throw new NotPlanned('introspection');
      return null;
    }
    const value = valuePlan(definition.type, nodes);
    const origin = originOf(definition, parentType === root);
    return {
      responseName,
      nodes,
      definition,
      parentType,
      origin,
      value,
      place: mustBeGathered(origin, value) ? place : -1,
    };
  }

  function valuePlan(type: GraphQLOutputType, nodes: FieldNode[]): ValuePlan {
    if (isNonNullType(type)) return { kind: 'nonNull', of: valuePlan(type.ofType, nodes) };
    if (isListType(type)) return { kind: 'list', of: valuePlan(type.ofType, nodes) };
    if (isLeafType(type)) return { kind: 'leaf', text: leafTextOf(type), scalar: builtIn(type) };
    const below = (each: GraphQLObjectType): ObjectPlan =>
      objectPlan(each, collectSubFields(schema, fragments, variables, each, nodes).fields);
    if (!isAbstractType(type)) return { kind: 'object', plan: below(type) };
    return {
      kind: 'abstract',
      type,
      plans: new Map(schema.getPossibleTypes(type).map((each) => [each.name, below(each)])),
    };
  }

  const selected = collectFields(schema, fragments, variables, root, operation.selectionSet).fields;
  return { root: objectPlan(root, selected), info: { schema, fragments, operation } };
}

function originOf(definition: FieldPlan['definition'], isRoot: boolean): FieldOrigin {
  if (definition === TypeNameMetaFieldDef) return { from: 'typename' };
  // There is one root, so that there is nothing to gain; its resolver checks the caller's scope.
  const binding = isRoot ? null : bindingOf(definition);
  if (binding !== null) return { from: 'capability', binding };
  const derive = derivationOf(definition);
  if (derive !== null) return { from: 'derived', derive };
  return definition.resolve ? { from: 'resolver', resolve: definition.resolve } : { from: 'property' };
}

function mustBeGathered(origin: FieldOrigin, value: ValuePlan): boolean {
  if (origin.from === 'resolver' || origin.from === 'capability') return true;
  return compositeOf(value)?.kind === 'abstract' || objectPlansOf(value).some(({ gathered }) => gathered.length > 0);
}

function builtIn(type: GraphQLLeafType): BuiltInScalar | null {
  switch (type) {
    case GraphQLString:
      return 'String';
    case GraphQLID:
      return 'ID';
    case GraphQLInt:
      return 'Int';
    case GraphQLBoolean:
      return 'Boolean';
    default:
      return null;
  }
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
