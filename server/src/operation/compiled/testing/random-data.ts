import {
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { GraphContext, Outcome } from '../../../ports/index.js';
import type { Random } from './random.js';

/** What a random graph holds: the same for the same seed, however and in whatever order it is asked. */
export interface RandomData {
  random: Random;
  /** Share of values that are wrong in some way. */
  faults: number;
  /** Share of values that plans do not cover. */
  oddities: number;
  /** Types by field coordinate. */
  types: Map<string, GraphQLOutputType>;
  /** Names of the object types of an interface or union. */
  kinds: Map<string, readonly string[]>;
  /** Records by id, so that one that is met twice is one object. */
  records: Map<string, object>;
}

export function randomData(random: Random, faults: number, oddities: number): RandomData {
  return { random, faults, oddities, types: new Map(), kinds: new Map(), records: new Map() };
}

/** A resolver whose answer depends on its parent and arguments alone: at once, later, an error or a rejection. */
export function resolverOf(coordinate: string, data: RandomData): GraphQLFieldResolver<unknown, unknown> {
  return (parent, args) => {
    const given = JSON.stringify(args);
    const seen = [idOf(parent), coordinate, given].join('|');
    const random = data.random.for(seen);
    if (random.chance(data.faults / 2)) throw new Error(`${coordinate} fails on ${given}`);
    const value = readValue(data.types.get(coordinate) as GraphQLOutputType, seen, data, 'resolver');
    if (random.chance(0.5)) return value;
    return later(random.int(0, 3), () => {
      if (random.chance(data.faults / 2)) throw new Error(`${coordinate} fails later`);
      return value;
    });
  };
}

async function later<T>(ticks: number, value: () => T): Promise<T> {
  for (let tick = 0; tick < ticks; tick++) await undefined;
  return value();
}

/** Sources of capabilities that are named as the fields bound to them. */
export function randomSources(data: RandomData): GraphContext['sources'] {
  const outcomeOf = (capability: string, connector: string, input: string): Outcome<unknown> => {
    const seen = [capability, connector, input].join('|');
    const random = data.random.for(seen);
    if (random.chance(data.faults)) {
      const cause = { class: 'transient', message: `no ${input}` } as const;
      return { ok: false, failure: { connector, version: '1.0.0', cause } };
    }
    const value = readValue(data.types.get(capability) as GraphQLOutputType, seen, data, 'capability');
    const origin = {
      connector,
      version: '1.0.0',
      connection: 't',
      fetchedAt: random.int(1, 9),
      stale: random.chance(0.1),
      tags: [],
    };
    return { ok: true, value, origin };
  };
  const load = async (capability: string, connector: string, input: unknown) =>
    later(1, () => outcomeOf(capability, connector, String(input)));
  const loadMany = (capability: string, connector: string, inputs: readonly unknown[]) =>
    Promise.all(inputs.map((input) => load(capability, connector, input)));
  return { load, loadMany } as unknown as GraphContext['sources'];
}

/** The record of an object type by its id; its properties come into being as they are read. */
export function recordOf(typeName: string, id: string, data: RandomData): object {
  const key = `${typeName}#${id}`;
  const known = data.records.get(key);
  if (known !== undefined) return known;
  const record: object = { kind: typeName, $id: key, source: { connector: 'crm', version: '1.0.0' } };
  for (const [coordinate, type] of data.types) {
    const [owner, name = ''] = coordinate.split('.');
    if (owner !== typeName) continue;
    lazily(record, name, () => readValue(type, `${key}.${name}`, data, 'property'));
    lazily(record, `${name}Ref`, () => {
      const random = data.random.for(`${key}.${name}Ref`);
      return random.chance(0.15) ? null : `${random.int(1, 4)}`;
    });
  }
  data.records.set(key, record);
  return record;
}

function lazily(record: object, name: string, make: () => unknown): void {
  let made: { value: unknown } | undefined;
  Object.defineProperty(record, name, {
    enumerable: true,
    get() {
      made ??= { value: make() };
      return made.value;
    },
  });
}

function idOf(parent: unknown): string {
  return String((parent as { $id?: string } | undefined)?.$id);
}

type Place = 'property' | 'resolver' | 'capability';

function readValue(type: GraphQLOutputType, seen: string, data: RandomData, place: Place): unknown {
  const random = data.random.for(`=${seen}`);
  if (random.chance(data.oddities)) return odd(random, place);
  if (random.chance(data.faults)) return faulty(random);
  if (isNonNullType(type)) return readValue(type.ofType, `${seen}!`, data, place);
  if (random.chance(0.1)) return random.chance(0.5) ? null : undefined;
  if (isListType(type)) {
    const items = Array.from({ length: random.int(0, 3) }, (_, at) =>
      readValue(type.ofType, `${seen}.${at}`, data, place),
    );
    // Resolvers may leave the waiting to the executor.
    return place === 'resolver' ? items.map((item) => (random.chance(0.2) ? later(1, () => item) : item)) : items;
  }
  const named = getNamedType(type);
  if (isCompositeType(named)) {
    const kinds = isObjectType(named) ? [named.name] : (data.kinds.get(named.name) as readonly string[]);
    // An interface that nothing implements has no values.
    const kind = random.pick(kinds);
    return kind === undefined ? null : recordOf(kind, `${random.int(1, 6)}`, data);
  }
  switch (named.name) {
    case 'Int':
      return random.int(-5, 5);
    case 'Float':
      return random.pick([0, -0, 1.5, 1e21, -2]);
    case 'Boolean':
      return random.chance(0.5);
    case 'E':
      return random.pick(['RED', 'GREEN', 'BLUE']);
    case 'ID':
      return random.chance(0.5) ? `id${random.int(1, 9)}` : random.int(1, 9);
    default:
      return random.pick([
        '',
        'plain',
        'a "quoted" \\ text\n',
        'Ünïcödé 🎉',
        '\ud800 alone',
        'two\nlines\u001f',
        'x'.repeat(300),
      ]);
  }
}

/** What every executor answers with an error. */
function faulty(random: Random): unknown {
  return random.pick([
    null,
    undefined,
    new Error('an error as a value'),
    'refused',
    Number.NaN,
    2 ** 40,
    Symbol.for('s'),
    true,
  ]);
}

/** What plans leave to graphql-js. */
function odd(random: Random, place: Place): unknown {
  const choices = [new Set([1]), {}, [], 'text', Promise.resolve('later'), Promise.resolve(null)];
  return random.pick(place === 'property' ? [...choices, () => 'from a method'] : choices);
}
