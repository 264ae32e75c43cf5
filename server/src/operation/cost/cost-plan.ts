import { collectFields, collectSubFields } from '@graphql-tools/utils';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isObjectType,
  Kind,
} from 'graphql';
import { type Asking, askingOf } from '../../graph/index.js';
import { type ReadArguments, readArguments } from './read-arguments.js';
import type { Variables } from './variables.js';

/** A field of an operation that asks vendors, or leads to one that does. */
export interface PlannedField {
  asking: Asking | null;
  args: ReadArguments;
  /** Names of what is selected below it, by the name of the object; only where the field asks. */
  selected: ReadonlyMap<string, ReadonlySet<string>>;
  /** What is below it, for each object type that it may be. */
  below: ReadonlyMap<string, CostPlan>;
}

/** The fields of one selection. */
export type CostPlan = readonly PlannedField[];

/**
 * Reads off an operation what would ask vendors. Fields of one name are merged, and `@skip` and `@include` followed, as
 * in execution (GraphQL specification, section 6.3.2); so it holds for these values of the variables they name.
 */
export function costPlan(
  view: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  flags: Variables,
): CostPlan {
  const operation = getOperationAST(document, operationName);
  const root = operation && view.getRootType(operation.operation);
  if (!operation || !root) return [];
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  const variables = { coerced: flags, sources: {} };

  function planOf(type: GraphQLObjectType, fields: ReadonlyMap<string, FieldNode[]>): CostPlan {
    return [...fields.values()].flatMap((nodes) => planField(type, nodes) ?? []);
  }

  function planField(parent: GraphQLObjectType, nodes: FieldNode[]): PlannedField | null {
    const [first] = nodes;
    const field = first && parent.getFields()[first.name.value];
    if (first === undefined || field === undefined) return null;
    const asking = askingOf(field);
    const below = new Map<string, CostPlan>();
    const selected = new Map<string, Set<string>>();
    for (const type of objectTypesOf(getNamedType(field.type))) {
      const fields = collectSubFields(view, fragments, variables, type, nodes).fields;
      const plan = planOf(type, fields);
      if (plan.length > 0) below.set(type.name, plan);
      if (asking !== null) noteNames(type, fields, selected);
    }
    if (asking === null && below.size === 0) return null;
    return { asking, args: readArguments(field, first), selected, below };
  }

  function objectTypesOf(type: unknown): readonly GraphQLObjectType[] {
    if (isObjectType(type)) return [type];
    return isAbstractType(type) ? view.getPossibleTypes(type) : [];
  }

  /** Under whatever aliases an object is selected, its fields are noted under its name. */
  function noteNames(
    type: GraphQLObjectType,
    fields: ReadonlyMap<string, FieldNode[]>,
    selected: Map<string, Set<string>>,
  ): void {
    for (const nodes of fields.values()) {
      const name = nodes[0]?.name.value ?? '';
      const target = getNamedType(type.getFields()[name]?.type);
      if (!isObjectType(target)) continue;
      const names = selected.get(name) ?? new Set();
      selected.set(name, names);
      const inner = collectSubFields(view, fragments, variables, target, nodes).fields;
      for (const [first] of inner.values()) if (first !== undefined) names.add(first.name.value);
    }
  }

  return planOf(root, collectFields(view, fragments, variables, root, operation.selectionSet).fields);
}
