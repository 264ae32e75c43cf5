import {
  buildSchema,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';
import { BINDING, boundResolver } from '../../../graph/index.js';
import type { Random } from './random.js';
import { type RandomData, resolverOf } from './random-data.js';

/** How the fields of a random schema get their values. */
export type Origins = 'all' | 'properties only';

/** A schema of a few types that lead to one another, with fields of every origin. */
export function randomSchema(random: Random, data: RandomData, origins: Origins): GraphQLSchema {
  const objects = Array.from({ length: random.int(2, 4) }, (_, at) => `T${at}`);
  const interfaces = Array.from({ length: random.int(0, 2) }, (_, at) => `I${at}`);
  const union = random.chance(0.6) ? ['U'] : [];
  const named = [
    ...objects,
    ...objects,
    ...interfaces,
    ...union,
    'Int',
    'String',
    'String',
    'Float',
    'Boolean',
    'ID',
    'E',
    'S',
  ];
  const shared = new Map(interfaces.map((name) => [name, fieldsOf(random, named, `${name.toLowerCase()}f`)]));
  const implemented = new Map(objects.map((name) => [name, interfaces.filter(() => random.chance(0.6))]));

  const sdl = [
    'enum E { RED GREEN BLUE }',
    'scalar S',
    'input In { a: Int = 3, b: [String!], c: E }',
    ...interfaces.map((name) => `interface ${name} { ${shared.get(name)} }`),
    ...union.map((name) => `union ${name} = ${objects.join(' | ')}`),
    ...objects.map((name) => {
      const of = implemented.get(name) as string[];
      const implementing = of.length === 0 ? '' : ` implements ${of.join(' & ')}`;
      return `type ${name}${implementing} { ${of.map((each) => shared.get(each)).join(' ')} ${fieldsOf(random, named, 'f')} }`;
    }),
    `type Query { ${fieldsOf(random, named, 'q')} }`,
  ].join('\n');
  const schema = buildSchema(sdl);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isScalarType(type) && type.name === 'S') type.serialize = serialise;
    if (isInterfaceType(type) || isUnionType(type)) {
      type.resolveType = (value: { kind: string }) => value.kind;
      data.kinds.set(
        type.name,
        schema.getPossibleTypes(type).map(({ name }) => name),
      );
    }
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) give(field, type.name, random, data, origins);
  }
  return schema;
}

function fieldsOf(random: Random, named: readonly string[], prefix: string): string {
  return Array.from({ length: random.int(2, 5) }, (_, at) => {
    const args = random.chance(0.2) ? '(x: Int = 1, e: E, in: In, r: String! = "r")' : '';
    return `${prefix}${at}${args}: ${wrapped(random, random.pick(named))}`;
  }).join(' ');
}

function wrapped(random: Random, name: string): string {
  let type = name;
  const lists = random.chance(0.55) ? 0 : random.chance(0.6) ? 1 : 2;
  for (let depth = 0; depth < lists; depth++) type = `[${random.chance(0.4) ? `${type}!` : type}]`;
  return random.chance(0.25) ? `${type}!` : type;
}

/** A scalar of its own with values that it refuses. */
function serialise(value: unknown): unknown {
  if (value === 'refused') throw new GraphQLError('This value is refused.', { extensions: { code: 'REFUSED' } });
  return { wrapped: String(value) };
}

function give(
  field: GraphQLField<unknown, unknown>,
  typeName: string,
  random: Random,
  data: RandomData,
  origins: Origins,
): void {
  const coordinate = `${typeName}.${field.name}`;
  const kind = origins === 'properties only' ? 'property' : random.pick(['property', 'property', 'resolver', 'bound']);
  data.types.set(coordinate, field.type);
  if (kind === 'property' || (kind === 'bound' && typeName === 'Query')) return;
  if (kind === 'resolver') {
    field.resolve = resolverOf(coordinate, data);
    return;
  }
  const binding = { capability: coordinate, by: `${field.name}Ref` };
  field.extensions = { [BINDING]: binding };
  field.resolve = boundResolver(binding as never) as NonNullable<typeof field.resolve>;
}
