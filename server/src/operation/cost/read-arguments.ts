import { type FieldNode, type GraphQLField, valueFromASTUntyped } from 'graphql';
import { holdsVariable, type Variables } from './variables.js';

/** Values of a field's arguments, as the caller gave them, or their defaults. */
export type ReadArguments = (variables: Variables) => Readonly<Record<string, unknown>>;

/** What does not depend on variables is read once. */
export function readArguments({ args }: GraphQLField<unknown, unknown>, node: FieldNode): ReadArguments {
  const known: Record<string, unknown> = {};
  const open: { name: string; byDefault: unknown; read: (variables: Variables) => unknown }[] = [];
  for (const { name, defaultValue } of args) {
    known[name] = defaultValue;
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value === undefined) continue;
    if (holdsVariable(value)) {
      open.push({ name, byDefault: defaultValue, read: (variables) => valueFromASTUntyped(value, variables) });
    } else known[name] = valueFromASTUntyped(value);
  }
  if (open.length === 0) return () => known;
  return (variables) => {
    const read = { ...known };
    for (const { name, byDefault, read: readFrom } of open) {
      const value = readFrom(variables);
      read[name] = value === undefined ? byDefault : value;
    }
    return read;
  };
}
