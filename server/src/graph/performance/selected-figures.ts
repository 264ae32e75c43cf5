import { collectSubFields } from '@graphql-tools/utils';
import { type FieldNode, type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';

/** Names of the fields selected in the rows and totals of the report that is being resolved. */
export function selectedFigures(info: GraphQLResolveInfo): Set<string> {
  const report = getNamedType(info.returnType);
  if (!isObjectType(report)) throw new TypeError(`Expected a report to be an object type, but got ${report.name}.`);
  const names = new Set<string>();
  for (const nodes of subFields(info, report, info.fieldNodes)) {
    const type = getNamedType(report.getFields()[nodes[0]?.name.value ?? '']?.type);
    if (!isObjectType(type)) continue;
    for (const field of subFields(info, type, nodes).flatMap((same) => same)) names.add(field.name.value);
  }
  return names;
}

function subFields(
  { schema, fragments, variableValues }: GraphQLResolveInfo,
  type: Parameters<typeof collectSubFields>[3],
  nodes: readonly FieldNode[],
): IterableIterator<FieldNode[]> {
  const variables = { coerced: variableValues, sources: {} };
  return collectSubFields(schema, fragments, variables, type, [...nodes]).fields.values();
}
