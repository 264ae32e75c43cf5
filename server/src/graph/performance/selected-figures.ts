import { collectSubFields } from '@graphql-tools/utils';
import { type FieldNode, type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';

/** Names of the fields selected in the rows and totals of the report that is being resolved. */
export function selectedFigures(info: GraphQLResolveInfo): Set<string> {
  const report = getNamedType(info.returnType);
  if (!isObjectType(report)) throw new TypeError(`Expected a report to be an object type, but got ${report.name}.`);
  const names = new Set<string>();
  for (const part of subFields(info, report, info.fieldNodes)) {
    const type = getNamedType(report.getFields()[part.name.value]?.type);
    if (isObjectType(type)) for (const figure of subFields(info, type, [part])) names.add(figure.name.value);
  }
  return names;
}

function subFields(
  { schema, fragments, variableValues }: GraphQLResolveInfo,
  type: Parameters<typeof collectSubFields>[3],
  nodes: readonly FieldNode[],
): FieldNode[] {
  const variables = { coerced: variableValues, sources: {} };
  return [...collectSubFields(schema, fragments, variables, type, [...nodes]).fields.values()].flat();
}
