import { type DocumentNode, type GraphQLSchema, isObjectType, Kind, type ObjectTypeExtensionNode } from 'graphql';
import type { Refuse } from './extension.js';
import { fieldPrefix, isWithin, typePrefix } from './namespace.js';

/** What a connector may add; anything else has a meaning for the whole graph. */
const MAY_DEFINE: readonly string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
];

/** Refuses what an extension may not add, or not under this name. */
export function checkNames(graph: GraphQLSchema, document: DocumentNode, connector: string, refuse: Refuse): void {
  const ownTypes = typePrefix(connector);
  for (const definition of document.definitions) {
    const name = 'name' in definition ? (definition.name?.value ?? '') : '';
    if (!MAY_DEFINE.includes(definition.kind)) {
      const expected = `expected object types, enums, input types, and fields of Query and of vendors' records`;
      refuse('CONNECTOR_GRAPH_NOT_ALLOWED', `${expected}, but got ${kindName(definition.kind)} ${name}`.trimEnd());
    } else if ('interfaces' in definition && (definition.interfaces ?? []).length > 0) {
      refuse('CONNECTOR_GRAPH_NOT_ALLOWED', `expected ${name} to implement no interface; take "implements" out`);
    } else if (definition.kind === Kind.OBJECT_TYPE_EXTENSION && !isOwnType(graph, connector, name)) {
      checkExtended(graph, definition, connector, refuse);
    } else if (!isWithin(ownTypes, name)) {
      const advice = `name it ${ownTypes}${name}`;
      refuse(
        'CONNECTOR_GRAPH_OUTSIDE_NAMESPACE',
        `expected types that begin with ${ownTypes}, but got ${name}; ${advice}`,
      );
    } else if (graph.getType(name) !== undefined) {
      refuse('CONNECTOR_GRAPH_CLASH', `expected a type of its own, but ${name} is the gateway's; choose another name`);
    }
  }
}

/** Whether a type of this name is the connector's. `graph`: without any extension. */
export function isOwnType(graph: GraphQLSchema, connector: string, name: string): boolean {
  return isWithin(typePrefix(connector), name) && graph.getType(name) === undefined;
}

function checkExtended(
  graph: GraphQLSchema,
  { name: { value: typeName }, fields = [] }: ObjectTypeExtensionNode,
  connector: string,
  refuse: Refuse,
): void {
  const type = graph.getType(typeName);
  if (!isObjectType(type) || !(type === graph.getQueryType() || 'source' in type.getFields())) {
    const records = Object.values(graph.getTypeMap()).filter(
      (each) => isObjectType(each) && 'source' in each.getFields(),
    );
    const known = ['Query', ...records.map((each) => each.name)].join(', ');
    refuse(
      'CONNECTOR_GRAPH_NOT_ALLOWED',
      `expected only its own types or one of ${known} to be extended, but got ${typeName}`,
    );
    return;
  }
  const ownFields = fieldPrefix(connector);
  for (const { name } of fields) {
    const coordinate = `${typeName}.${name.value}`;
    if (!isWithin(ownFields, name.value)) {
      refuse(
        'CONNECTOR_GRAPH_OUTSIDE_NAMESPACE',
        `expected fields added to ${typeName} to be ${ownFields} or to begin with it, but got ${coordinate}`,
      );
    } else if (name.value in type.getFields()) {
      refuse(
        'CONNECTOR_GRAPH_CLASH',
        `expected a field of its own, but ${coordinate} is the gateway's; choose another name`,
      );
    }
  }
}

/** `InterfaceTypeDefinition` → `interface type definition` */
function kindName(kind: string): string {
  return kind.replaceAll(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
}
