import {
  concatAST,
  type DocumentNode,
  extendSchema,
  type FieldDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  specifiedScalarTypes,
  validateSchema,
  visit,
} from 'graphql';
import { withAsking } from '../asks/asks.js';
import { BINDING, bindingOf } from '../bindings/binding.js';
import { boundResolver } from '../bindings/bound-resolver.js';
import { enforceScope, SCOPE } from '../scope.js';
import { type BoundField, bindField } from './bind-field.js';
import { boundAsks, plainListAsks } from './bound-asks.js';
import { CAPABILITY, CAPABILITY_SDL } from './capability-directive.js';
import { checkNames } from './check-names.js';
import type { Extension, ExtensionProblem, Refuse } from './extension.js';
import { withOwnCapabilities } from './own-capabilities.js';

export interface ExtendedGraph {
  /** With the extensions that are without a problem. */
  graph: GraphQLSchema;
  problems: readonly ExtensionProblem[];
}

/** An extension that is written as one should be. */
interface Written {
  extension: Extension;
  document: DocumentNode;
  refuse: Refuse;
}

/** An extension that may be added. */
interface Checked {
  document: DocumentNode;
  fields: readonly BoundField[];
}

/**
 * Adds what connectors add to a graph, each added field bound to its capability. The graph is left as it is. An extension
 * with a problem is left out whole; of two that claim one name, the later.
 */
export function extendGraph(graph: GraphQLSchema, extensions: readonly Extension[]): ExtendedGraph {
  const problems: ExtensionProblem[] = [];
  const owners = new Map<string, string>();
  const written = extensions.flatMap((extension) => {
    const { connector } = extension;
    const refuse: Refuse = (code, message) => {
      problems.push({ code, connector, message: `Connector "${connector}": its graph: ${message}.` });
    };
    return read(graph, extension, refuse) ?? [];
  });
  const all = soundTogether(graph, written);
  const checked = written.flatMap((each) => {
    const found = problems.length;
    const schema = all ?? schemaWith(graph, each);
    if (schema === null) return [];
    const added = { document: each.document, fields: boundFields(graph, schema, each) };
    if (problems.length > found) return [];
    checkOwners(each.document, each.extension.connector, owners, each.refuse);
    return problems.length > found ? [] : [added];
  });
  return { graph: checked.length === 0 ? graph : extended(graph, checked), problems };
}

function read(graph: GraphQLSchema, extension: Extension, refuse: Refuse): Written | null {
  let document: DocumentNode;
  try {
    document = parse(extension.sdl);
  } catch (error) {
    refuse('CONNECTOR_GRAPH_INVALID', `expected SDL, but got: ${messageOf(error)}`);
    return null;
  }
  let named = true;
  checkNames(graph, document, extension.connector, (...problem) => {
    named = false;
    refuse(...problem);
  });
  return named ? { extension, document, refuse } : null;
}

/**
 * The graph with all of them, each of which could stand alone; null where one cannot, which each by itself then tells.
 * Most are sound, and each by itself takes a validation of the whole graph.
 */
function soundTogether(graph: GraphQLSchema, written: readonly Written[]): GraphQLSchema | null {
  if (written.length < 2 || !written.every(({ document }) => standsAlone(graph, document))) return null;
  try {
    const documents = written.map(({ document }) => document);
    const schema = extendSchema(graph, concatAST([parse(CAPABILITY_SDL), ...documents]));
    return validateSchema(schema).length === 0 ? schema : null;
  } catch {
    return null;
  }
}

/** Whether every type that it names is the graph's or its own. */
function standsAlone(graph: GraphQLSchema, document: DocumentNode): boolean {
  const own = new Set(document.definitions.flatMap((each) => ('name' in each && each.name ? [each.name.value] : [])));
  let stands = true;
  visit(document, {
    [Kind.NAMED_TYPE]: ({ name: { value } }) => {
      if (graph.getType(value) === undefined && !own.has(value) && !isSpecifiedScalar(value)) stands = false;
    },
  });
  return stands;
}

function isSpecifiedScalar(name: string): boolean {
  return specifiedScalarTypes.some((scalar) => scalar.name === name);
}

function schemaWith(graph: GraphQLSchema, { document, refuse }: Written): GraphQLSchema | null {
  try {
    const schema = extendSchema(graph, concatAST([parse(CAPABILITY_SDL), document]));
    for (const { message } of validateSchema(schema)) {
      refuse('CONNECTOR_GRAPH_INVALID', `expected a valid schema, but got: ${withoutStop(message)}`);
    }
    return schema;
  } catch (error) {
    refuse('CONNECTOR_GRAPH_INVALID', `expected SDL that adds to this graph, but got: ${messageOf(error)}`);
    return null;
  }
}

function boundFields(
  graph: GraphQLSchema,
  schema: GraphQLSchema,
  { document, extension, refuse }: Written,
): readonly BoundField[] {
  return addedFields(document.definitions).flatMap(({ typeName, node }) => {
    const type = schema.getType(typeName);
    return isObjectType(type) ? (bindField({ graph, schema }, type, node, extension, refuse) ?? []) : [];
  });
}

/** Refuses what an earlier extension has added already; namespaces may lie within each other, e.g. `ads` and `ads-plus`. */
function checkOwners(document: DocumentNode, connector: string, owners: Map<string, string>, refuse: Refuse): void {
  const types = document.definitions.flatMap((definition) =>
    'name' in definition && definition.name && definition.kind !== Kind.OBJECT_TYPE_EXTENSION
      ? [definition.name.value]
      : [],
  );
  const fields = addedFields(document.definitions.filter(({ kind }) => kind === Kind.OBJECT_TYPE_EXTENSION)).map(
    ({ typeName, node }) => `${typeName}.${node.name.value}`,
  );
  for (const coordinate of [...types, ...fields]) {
    const owner = owners.get(coordinate);
    if (owner !== undefined && owner !== connector) {
      const advice = 'rename it in one of the two';
      refuse('CONNECTOR_GRAPH_CLASH', `expected one owner of ${coordinate}, but "${owner}" adds it too; ${advice}`);
    } else {
      owners.set(coordinate, connector);
    }
  }
}

function extended(graph: GraphQLSchema, checked: readonly Checked[]): GraphQLSchema {
  const documents = checked.map(({ document }) => withoutDirective(document));
  const schema = extendSchema(graph, concatAST(documents));
  const fields = checked.flatMap((each) => each.fields);
  for (const { typeName, fieldName, binding, scope, size } of fields) {
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (field === undefined) continue;
    const isRoot = type === schema.getQueryType();
    field.extensions = {
      ...withAsking(boundAsks(binding, field.type, { isRoot, size })),
      [BINDING]: binding,
      ...(scope === undefined ? {} : { [SCOPE]: scope }),
    };
    field.resolve = boundResolver(binding) as NonNullable<typeof field.resolve>;
    if (isRoot) enforceScope('Query', field);
  }
  for (const { typeName, node } of addedFields(documents.flatMap(({ definitions }) => definitions))) {
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
    const asks = field === undefined || bindingOf(field) !== null ? null : plainListAsks(field.type);
    if (field !== undefined && asks !== null) field.extensions = { ...field.extensions, ...withAsking(asks) };
  }
  return withOwnCapabilities(
    schema,
    fields.map(({ binding }) => binding.capability),
  );
}

function addedFields(definitions: DocumentNode['definitions']): { typeName: string; node: FieldDefinitionNode }[] {
  return definitions
    .filter(
      (each): each is ObjectTypeDefinitionNode | ObjectTypeExtensionNode =>
        each.kind === Kind.OBJECT_TYPE_DEFINITION || each.kind === Kind.OBJECT_TYPE_EXTENSION,
    )
    .flatMap(({ name, fields = [] }) => fields.map((node) => ({ typeName: name.value, node })));
}

function withoutDirective(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.DIRECTIVE]: ({ name }) => (name.value === CAPABILITY ? null : undefined),
  });
}

/** What and where. */
function messageOf(error: unknown): string {
  const message = withoutStop(error instanceof Error ? error.message : String(error));
  const [place] = (error instanceof GraphQLError && error.locations) || [];
  return place ? `${message} (line ${place.line}, column ${place.column})` : message;
}

function withoutStop(message: string): string {
  return message.replaceAll('\n\n', ' ').replace(/\.+$/, '');
}
