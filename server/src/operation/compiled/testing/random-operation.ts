import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql';
import type { Random } from './random.js';

export interface RandomOperation {
  source: string;
  variables: Record<string, unknown>;
}

const VARIABLES = '($yes: Boolean!, $no: Boolean! = false, $x: Int, $e: E, $in: In, $s: String)';

/** A query with aliases, fragments, conditions, arguments and variables. It may be invalid. */
export function randomOperation(random: Random, schema: GraphQLSchema): RandomOperation {
  const fragments: string[] = [];
  let aliases = 0;

  function selection(type: GraphQLNamedType, depth: number): string {
    const parts = Array.from({ length: random.int(1, 4) }, () => part(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  function part(type: GraphQLNamedType, depth: number): string {
    if (random.chance(0.08)) return `__typename${condition()}`;
    if (isCompositeType(type) && random.chance(0.25)) return fragment(type, depth);
    if (!isObjectType(type) && !isInterfaceType(type)) return '__typename';
    const fields = Object.values(type.getFields());
    const usable = depth > 0 ? fields : fields.filter((each) => isLeafType(getNamedType(each.type)));
    return usable.length === 0 ? '__typename' : field(random.pick(usable), depth);
  }

  function field(definition: GraphQLField<unknown, unknown>, depth: number): string {
    const named = getNamedType(definition.type);
    const given = definition.args.length > 0 && random.chance(0.8) ? args() : '';
    // A field that is met twice under one name must be the same, so that one with arguments has its own name.
    const alias = given !== '' || random.chance(0.2) ? `a${++aliases}: ` : '';
    const below = isCompositeType(named) ? ` ${selection(named, depth - 1)}` : '';
    return `${alias}${definition.name}${given}${condition()}${below}`;
  }

  function args(): string {
    const all = [
      `x: ${random.pick(['$x', '7', 'null'])}`,
      `e: ${random.pick(['$e', 'GREEN'])}`,
      `in: ${random.pick(['$in', '{ b: ["p", "q"] }', '{ a: $x, c: BLUE }'])}`,
      `r: ${random.pick(['"given"', '$s'])}`,
    ].filter(() => random.chance(0.5));
    return all.length === 0 ? '' : `(${all.join(', ')})`;
  }

  function fragment(type: GraphQLNamedType, depth: number): string {
    const on = isCompositeType(type) ? random.pick([type, ...possibleTypes(schema, type)]) : type;
    const body = selection(on, depth);
    if (on === type && random.chance(0.3)) return `...${condition()} ${body}`;
    if (random.chance(0.6)) return `... on ${on.name}${condition()} ${body}`;
    const name = `F${fragments.length}`;
    fragments.push(`fragment ${name} on ${on.name} ${body}`);
    return `...${name}${condition()}${random.chance(0.2) ? ` ...${name}` : ''}`;
  }

  function condition(): string {
    if (!random.chance(0.12)) return '';
    const directive = random.pick(['skip', 'include']);
    return ` @${directive}(if: ${random.pick(['$yes', '$no', 'true', 'false'])})`;
  }

  const body = selection(schema.getQueryType() as GraphQLNamedType, 4);
  const source = `query Q${VARIABLES} ${body}\n${fragments.join('\n')}`;
  const variables: Record<string, unknown> = {
    yes: random.chance(0.7),
    ...(random.chance(0.5) ? { x: random.pick([1, null]) } : {}),
    ...(random.chance(0.5) ? { e: 'RED' } : {}),
    ...(random.chance(0.5) ? { in: { b: ['v'] } } : {}),
    ...(random.chance(0.5) ? { s: random.pick(['text', null]) } : {}),
  };
  return { source, variables };
}

function possibleTypes(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLNamedType[] {
  return isObjectType(type) || !isCompositeType(type) ? [] : schema.getPossibleTypes(type);
}
