import { type CapabilityName, isCapability, isOwnCapability, isWrite } from '@selvedge/schema';
import {
  type FieldDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isNonNullType,
} from 'graphql';
import type { Binding } from '../bindings/binding.js';
import { canonicalFieldsOf } from '../canonical-fields.js';
import { SCOPES, type ScopeName } from '../scope.js';
import { CAPABILITY, type CapabilityDirective, capabilityOf } from './capability-directive.js';
import { isOwnType } from './check-names.js';
import type { Extension, Refuse } from './extension.js';

/** A field that a connector adds, and what answers it. */
export interface BoundField {
  typeName: string;
  fieldName: string;
  binding: Binding;
  /** Of a root field. */
  scope?: ScopeName;
  /** Items to reckon with for each parent of a list; null where the author does not say. */
  size: number | null;
}

/**
 * Reads what an added field is bound to; null where it is plain, or refused.
 *
 * @param graph without any extension
 * @param schema the graph with this extension and the directive
 */
export function bindField(
  { graph, schema }: { graph: GraphQLSchema; schema: GraphQLSchema },
  type: GraphQLObjectType,
  node: FieldDefinitionNode,
  { connector, capabilities }: Extension,
  refuse: Refuse,
): BoundField | null {
  const fieldName = node.name.value;
  const coordinate = `${type.name}.${fieldName}`;
  const field = type.getFields()[fieldName];
  const directive = capabilityOf(schema, node);
  const isOwn = isOwnType(graph, connector, type.name);
  const isRoot = type === schema.getQueryType();
  if (field === undefined) return null;
  if (directive === null) {
    const result = getNamedType(field.type);
    const isPlain = !isCompositeType(result) || isOwnType(graph, connector, result.name) || fieldName === 'source';
    if (isOwn && isPlain) return null;
    refuse('CONNECTOR_GRAPH_UNBOUND', `expected ${coordinate} to name what answers it; add @capability(name: "…")`);
    return null;
  }
  if (isNonNullType(field.type)) {
    const problem = `expected ${coordinate} to be nullable, for its capability may fail, but got ${String(field.type)}`;
    refuse('CONNECTOR_GRAPH_NOT_ALLOWED', `${problem}; take the "!" off`);
  }
  if (directive.size != null && directive.size < 1) {
    const problem = `expected ${coordinate} to have at least 1 item to reckon with, but got size: ${directive.size}`;
    refuse('CONNECTOR_GRAPH_NOT_ALLOWED', `${problem}; say how many there may be, or leave it out`);
  }
  checkCapability(coordinate, directive.name, connector, capabilities, refuse);
  checkInput(type, coordinate, directive, { isOwn, isRoot, takesArguments: field.args.length > 0 }, refuse);
  const scope = scopeOf(coordinate, directive, isRoot, refuse);
  const capability = directive.name as CapabilityName;
  const by = directive.by == null ? {} : { by: directive.by };
  const whom = isOwn || isRoot || directive.anyVendor ? { connector } : { of: connector };
  return {
    typeName: type.name,
    fieldName,
    binding: { capability, ...by, ...whom },
    ...(scope === null ? {} : { scope }),
    size: directive.size ?? null,
  };
}

function checkCapability(
  coordinate: string,
  name: string,
  connector: string,
  capabilities: readonly string[],
  refuse: Refuse,
): void {
  const known = (isCapability(name) && !isWrite(name)) || isOwnCapability(name);
  if (known && capabilities.includes(name)) return;
  const reads = capabilities.filter((each) => isOwnCapability(each) || (isCapability(each) && !isWrite(each)));
  refuse(
    'CONNECTOR_GRAPH_CAPABILITY_UNKNOWN',
    `expected ${coordinate} to name a capability by which ${connector} reads (${reads.join(', ') || 'it has none'}), but got "${name}"`,
  );
}

function checkInput(
  type: GraphQLObjectType,
  coordinate: string,
  { name, by }: CapabilityDirective,
  { isOwn, isRoot, takesArguments }: { isOwn: boolean; isRoot: boolean; takesArguments: boolean },
  refuse: Refuse,
): void {
  if (by == null) {
    if (!isCapability(name)) return;
    const advice = 'name the property of the parent that it takes by "by", or add a capability of your own';
    refuse('CONNECTOR_GRAPH_INPUT_UNKNOWN', `expected an input of ${name} for ${coordinate}; ${advice}`);
    return;
  }
  const properties = isRoot ? [] : propertiesOf(type, isOwn);
  if (!properties.includes(by)) {
    const none = isRoot ? 'a root field has no parent' : 'its parent has no plain fields';
    const known = properties.length === 0 ? `nothing, for ${none},` : `one of ${properties.join(', ')}`;
    refuse('CONNECTOR_GRAPH_INPUT_UNKNOWN', `expected ${known} as "by" of ${coordinate}, but got "${by}"`);
  } else if (takesArguments) {
    const problem = `expected ${coordinate} to take its input by "by" or by arguments, but got both`;
    refuse('CONNECTOR_GRAPH_INPUT_UNKNOWN', `${problem}; take one out`);
  }
}

/** What can be read off a record: of the gateway's own, the canonical fields; of others, what the type declares without a capability. */
function propertiesOf(type: GraphQLObjectType, isOwn: boolean): readonly string[] {
  const names = Object.values(type.getFields()).flatMap(({ name, astNode, resolve }) => {
    if (isOwn) return astNode?.directives?.some((each) => each.name.value === CAPABILITY) ? [] : [name];
    if (astNode) return [];
    const made = canonicalFieldsOf(type.name, name);
    return made.includes(name) && resolve && name !== 'id' ? [] : made;
  });
  return [...new Set(names)];
}

function scopeOf(
  coordinate: string,
  { scope }: CapabilityDirective,
  isRoot: boolean,
  refuse: Refuse,
): ScopeName | null {
  if (!isRoot) {
    if (scope == null) return null;
    const problem = `expected no scope on ${coordinate}, for root fields alone have one, but got "${scope}"`;
    refuse('CONNECTOR_GRAPH_SCOPE_UNKNOWN', `${problem}; take it out`);
    return null;
  }
  const known = SCOPES.find((each) => each === scope);
  if (known !== undefined) return known;
  const came = scope == null ? 'none' : `"${scope}"`;
  refuse(
    'CONNECTOR_GRAPH_SCOPE_UNKNOWN',
    `expected ${coordinate} to name a scope (${SCOPES.join(', ')}), but got ${came}`,
  );
  return null;
}
