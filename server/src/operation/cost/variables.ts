import { type DocumentNode, getOperationAST, Kind, type ValueNode, valueFromASTUntyped, visit } from 'graphql';

/** Values by name, as they came, the operation's defaults included. They are not checked yet. */
export type Variables = Readonly<Record<string, unknown>>;

/** Values that an operation's variables have when they are left out. */
export function defaultsOf(document: DocumentNode, operationName: string | null | undefined): Variables {
  const defaults: Record<string, unknown> = {};
  for (const { variable, defaultValue } of getOperationAST(document, operationName)?.variableDefinitions ?? []) {
    if (defaultValue !== undefined) defaults[variable.name.value] = valueFromASTUntyped(defaultValue);
  }
  return defaults;
}

/** Names of the variables that decide, in `@skip` and `@include`, which fields there are. */
export function flagNames(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** Whether a value holds a variable. */
export function holdsVariable(node: ValueNode): boolean {
  switch (node.kind) {
    case Kind.VARIABLE:
      return true;
    case Kind.LIST:
      return node.values.some(holdsVariable);
    case Kind.OBJECT:
      return node.fields.some(({ value }) => holdsVariable(value));
    default:
      return false;
  }
}
