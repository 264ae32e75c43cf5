import { collectSubFields } from '@graphql-tools/utils';
import { type FieldNode, type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';

/** Names of the fields selected in a part of the report that is being resolved; null when the part is not selected. */
export function selectedFigures(info: GraphQLResolveInfo, part: 'rows' | 'totals'): ReadonlySet<string> | null {
  const report = getNamedType(info.returnType);
  if (!isObjectType(report)) throw new TypeError(`Expected a report to be an object type, but got ${report.name}.`);
  const type = getNamedType(report.getFields()[part]?.type);
  if (!isObjectType(type)) throw new TypeError(`Expected ${report.name}.${part} to be of an object type.`);
  const nodes = subFields(info, report, info.fieldNodes).filter(({ name }) => name.value === part);
  return nodes.length === 0 ? null : new Set(subFields(info, type, nodes).map(({ name }) => name.value));
}

function subFields(
  { schema, fragments, variableValues }: GraphQLResolveInfo,
  type: Parameters<typeof collectSubFields>[3],
  nodes: readonly FieldNode[],
): FieldNode[] {
  const variables = { coerced: variableValues, sources: {} };
  return [...collectSubFields(schema, fragments, variables, type, [...nodes]).fields.values()].flat();
}
