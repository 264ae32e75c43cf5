import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isInputType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  typeFromAST,
  type ValueNode,
} from 'graphql';
import { type LifecycleCarrier, lifecycleOf } from '../views/lifecycle-of.js';
import { guideUrl, type UsedDeprecation } from './used-deprecation.js';

/**
 * The deprecated fields, arguments, input fields and enum values that an operation names, in the order of
 * the document. Time is linear in the document: a fragment that is spread at several places is told of at the
 * first one. Values inside variables are not seen: they are no part of the document.
 *
 * @param view the major's view, against which the document is valid
 * @param operationName needed when the document has several operations; without it, or with an unknown one, nothing is found
 */
export function deprecationsIn(
  view: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
): readonly UsedDeprecation[] {
  const operation = getOperationAST(document, operationName);
  const root = operation && view.getRootType(operation.operation);
  if (!operation || !root) return [];
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const search: Search = { view, fragments, used: [] };
  for (const variable of operation.variableDefinitions ?? []) {
    const type = typeFromAST(view, variable.type);
    if (variable.defaultValue && isInputType(type)) {
      searchValue(search, variable.defaultValue, type, [`$${variable.variable.name.value}`]);
    }
  }
  searchSelections(search, operation.selectionSet, root, []);
  return search.used;
}

interface Search {
  view: GraphQLSchema;
  /** Those not visited yet. */
  fragments: Map<string, FragmentDefinitionNode>;
  used: UsedDeprecation[];
}

function searchSelections(
  search: Search,
  selections: SelectionSetNode,
  parent: GraphQLNamedType | undefined,
  path: readonly string[],
): void {
  for (const selection of selections.selections) {
    switch (selection.kind) {
      case Kind.FIELD:
        searchField(search, selection, parent, path);
        break;
      case Kind.INLINE_FRAGMENT: {
        const condition = selection.typeCondition;
        const type = condition ? search.view.getType(condition.name.value) : parent;
        searchSelections(search, selection.selectionSet, type, path);
        break;
      }
      case Kind.FRAGMENT_SPREAD: {
        const fragment = search.fragments.get(selection.name.value);
        if (!fragment) break;
        search.fragments.delete(selection.name.value);
        searchSelections(search, fragment.selectionSet, search.view.getType(fragment.typeCondition.name.value), path);
        break;
      }
    }
  }
}

function searchField(
  search: Search,
  node: FieldNode,
  parent: GraphQLNamedType | undefined,
  parentPath: readonly string[],
): void {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return;
  const field = parent.getFields()[node.name.value];
  if (!field) return;
  const path = [...parentPath, (node.alias ?? node.name).value];
  const coordinate = `${parent.name}.${field.name}`;
  note(search, field, coordinate, path);
  for (const argument of node.arguments ?? []) {
    searchArgument(search, argument, field.args, coordinate, path);
  }
  if (node.selectionSet) searchSelections(search, node.selectionSet, getNamedType(field.type), path);
}

function searchArgument(
  search: Search,
  node: ArgumentNode,
  declared: readonly GraphQLArgument[],
  field: string,
  fieldPath: readonly string[],
): void {
  const argument = declared.find(({ name }) => name === node.name.value);
  if (!argument) return;
  const path = [...fieldPath, argument.name];
  note(search, argument, `${field}(${argument.name}:)`, path);
  searchValue(search, node.value, argument.type, path);
}

function searchValue(search: Search, node: ValueNode, declared: GraphQLInputType, path: readonly string[]): void {
  const type = getNamedType(declared);
  switch (node.kind) {
    case Kind.LIST:
      for (const item of node.values) searchValue(search, item, type, path);
      break;
    case Kind.OBJECT:
      if (!isInputObjectType(type)) break;
      for (const { name, value } of node.fields) {
        const field = type.getFields()[name.value];
        if (!field) continue;
        note(search, field, `${type.name}.${field.name}`, [...path, field.name]);
        searchValue(search, value, field.type, [...path, field.name]);
      }
      break;
    case Kind.ENUM: {
      const value = isEnumType(type) ? type.getValue(node.value) : undefined;
      if (value) note(search, value, `${type.name}.${node.value}`, path);
      break;
    }
  }
}

function note(search: Search, member: LifecycleCarrier, coordinate: string, path: readonly string[]): void {
  const { deprecated } = lifecycleOf(member);
  if (deprecated) search.used.push({ coordinate, ...deprecated, guide: guideUrl(deprecated.guide), path });
}
