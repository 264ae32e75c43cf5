import 'reflect-metadata';
import { LIFECYCLE, Lifecycle, type MemberLifecycle } from '@selvedge/schema';
import {
  buildSchema as buildFromSdl,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLObjectTypeConfig,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  graphql,
  printType,
} from 'graphql';
import { buildSchema, Field, Float, InterfaceType, ObjectType, Query, Resolver } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { viewOf } from './view.js';

const deprecated = (replacement: string): MemberLifecycle['deprecated'] => ({
  since: '2026-11-23',
  reason: 'It loses cents.',
  replacement,
  sunset: '2028-05-23',
  guide: 'migrations-guides/graph-v1-to-v2.md',
});
const lives = (life: MemberLifecycle) => ({ extensions: { [LIFECYCLE]: life } });
const graphOf = (fields: GraphQLObjectTypeConfig<unknown, unknown>['fields'], name = 'Deal') =>
  new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: { one: { type: new GraphQLObjectType({ name, fields }), resolve: () => ({ old: 1.5, amount: '1.50' }) } },
    }),
  });
const sdl = (schema: GraphQLSchema, type: string) => {
  const found = schema.getType(type);
  return found ? printType(found) : undefined;
};

describe('members', () => {
  const graph = graphOf({
    old: { type: GraphQLInt, ...lives({ removedIn: 2 }) },
    middle: { type: GraphQLInt, ...lives({ since: 2, removedIn: 3 }) },
    late: { type: GraphQLInt, ...lives({ since: 3 }) },
    always: { type: GraphQLInt },
  });

  it.each([
    [1, 'type Deal {\n  old: Int\n  always: Int\n}'],
    [2, 'type Deal {\n  middle: Int\n  always: Int\n}'],
    [3, 'type Deal {\n  late: Int\n  always: Int\n}'],
  ])('stand in v%i only while they live', (major, expected) => {
    expect(sdl(viewOf(graph, major), 'Deal')).toBe(expected);
  });

  it('of every other kind come and go too', () => {
    const kind = new GraphQLEnumType({ name: 'Kind', values: { A: {}, B: lives({ since: 2 }) } });
    const filter = new GraphQLInputObjectType({
      name: 'Filter',
      fields: { kind: { type: kind }, text: { type: GraphQLString, ...lives({ removedIn: 2 }) } },
    });
    const whole = graphOf({
      list: {
        type: GraphQLInt,
        args: { filter: { type: filter }, limit: { type: GraphQLInt, ...lives({ since: 2 }) } },
      },
    });
    const [v1, v2] = [viewOf(whole, 1), viewOf(whole, 2)];
    expect(sdl(v1, 'Deal')).toContain('list(filter: Filter): Int');
    expect(sdl(v2, 'Deal')).toContain('list(filter: Filter, limit: Int): Int');
    expect(sdl(v1, 'Kind')).not.toContain('B');
    expect(sdl(v2, 'Kind')).toContain('B');
    expect(sdl(v1, 'Filter')).toContain('text');
    expect(sdl(v2, 'Filter')).not.toContain('text');
  });

  it('on their way out say why, what to use and until when', () => {
    const whole = graphOf({
      name: { type: GraphQLString, ...lives({ removedIn: 3, deprecated: deprecated('Deal.fullName')! }) },
      fullName: { type: GraphQLString },
    });
    const reason = '@deprecated(reason: "It loses cents. Use Deal.fullName. Sunset 2028-05-23.")';
    expect(sdl(viewOf(whole, 1), 'Deal')).toContain(reason);
    expect(sdl(viewOf(whole, 2), 'Deal')).toContain(reason);
    expect(sdl(viewOf(whole, 3), 'Deal')).not.toContain('name:');
  });

  it('name the major of a replacement that this one does not show', () => {
    const whole = graphOf({
      old: {
        type: GraphQLInt,
        ...lives({ removedIn: 2, exposedAs: 'amount', deprecated: deprecated('Deal.amount')! }),
      },
      amount: { type: GraphQLString, ...lives({ since: 2 }) },
    });
    expect(sdl(viewOf(whole, 1), 'Deal')).toContain('Use Deal.amount of v2.');
  });

  it('leave the graph itself as it was', () => {
    const whole = graphOf({ old: { type: GraphQLInt, ...lives({ removedIn: 2, exposedAs: 'new' }) } });
    const before = sdl(whole, 'Deal');
    viewOf(whole, 1);
    expect(sdl(whole, 'Deal')).toBe(before);
  });
});

describe('a renamed field', () => {
  const graph = graphOf({
    old: { type: GraphQLString, ...lives({ removedIn: 2, exposedAs: 'amount' }) },
    amount: { type: GraphQLString, ...lives({ since: 2 }) },
    computed: {
      type: GraphQLString,
      resolve: (_source, _args, _context, info) => info.fieldName,
      ...lives({ exposedAs: 'worked' }),
    },
  });
  const ask = async (major: number, source: string) => (await graphql({ schema: viewOf(graph, major), source })).data;

  it('gives one name two meanings, one in each major', async () => {
    expect(await ask(1, '{ one { amount } }')).toEqual({ one: { amount: '1.5' } });
    expect(await ask(2, '{ one { amount } }')).toEqual({ one: { amount: '1.50' } });
  });

  it('keeps a resolver of its own', async () => {
    expect(await ask(1, '{ one { worked } }')).toEqual({ one: { worked: 'worked' } });
  });

  it('is refused where two members claim the name, naming both', () => {
    const clash = graphOf({
      old: { type: GraphQLString, ...lives({ exposedAs: 'amount' }) },
      amount: { type: GraphQLString, ...lives({ since: 2 }) },
    });
    expect(() => viewOf(clash, 1)).not.toThrow();
    expect(() => viewOf(clash, 2)).toThrow(/Deal\.amount in v2, but Deal\.old and Deal\.amount both claim it/);
  });

  it('is refused for an argument, whose value would be lost', () => {
    const lost = graphOf({
      list: { type: GraphQLInt, args: { n: { type: GraphQLInt, ...lives({ exposedAs: 'first' }) } } },
    });
    expect(() => viewOf(lost, 1)).toThrow(/argument Deal\.list\(n:\) is exposed as "first"/);
  });
});

describe('types', () => {
  it('that nothing reaches any more are dropped, and those an interface stands for are kept', () => {
    const node = new GraphQLInterfaceType({ name: 'Node', fields: { id: { type: GraphQLString } } });
    const implementing = (name: string) =>
      new GraphQLObjectType({ name, interfaces: [node], fields: { id: { type: GraphQLString } } });
    const legacy = new GraphQLObjectType({ name: 'Legacy', fields: { id: { type: GraphQLString } } });
    const graph = new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: { node: { type: node }, legacy: { type: legacy, ...lives({ removedIn: 2 }) } },
      }),
      types: [implementing('Deal'), implementing('Contact')],
    });
    expect(Object.keys(viewOf(graph, 1).getTypeMap())).toEqual(expect.arrayContaining(['Deal', 'Contact', 'Legacy']));
    expect(Object.keys(viewOf(graph, 2).getTypeMap())).toEqual(expect.arrayContaining(['Deal', 'Contact', 'Node']));
    expect(viewOf(graph, 2).getType('Legacy')).toBeUndefined();
  });

  it('keep the specification of a scalar', () => {
    const date = new GraphQLScalarType({ name: 'Date', specifiedByURL: 'https://example.org/date' });
    expect(sdl(viewOf(graphOf({ on: { type: date } }), 1), 'Date')).toContain('@specifiedBy');
  });

  it('that no longer satisfy their interface are an error', () => {
    const node = new GraphQLInterfaceType({ name: 'Node', fields: { id: { type: GraphQLString } } });
    const deal = new GraphQLObjectType({
      name: 'Deal',
      interfaces: [node],
      fields: { id: { type: GraphQLString, ...lives({ since: 2 }) }, name: { type: GraphQLString } },
    });
    const graph = new GraphQLSchema({
      query: new GraphQLObjectType({ name: 'Query', fields: { deal: { type: deal } } }),
    });
    expect(() => viewOf(graph, 1)).toThrow(/Node\.id expected but Deal does not provide it/);
  });

  it('without lifecycles are the same in every major', () => {
    const graph = buildFromSdl('type Query { a(b: Int = 3): Int }');
    expect(sdl(viewOf(graph, 2), 'Query')).toBe(sdl(graph, 'Query'));
  });

  it('may not lose a required argument to a deprecation', () => {
    const graph = graphOf({
      list: {
        type: GraphQLInt,
        args: { n: { type: new GraphQLNonNull(GraphQLInt), ...lives({ deprecated: deprecated('Deal.first')! }) } },
      },
    });
    expect(() => viewOf(graph, 1)).toThrow(/Required argument Deal\.list\(n:\) cannot be deprecated/);
  });
});

describe('a code-first graph', () => {
  @InterfaceType({ resolveType: (record: { kind: string }) => record.kind })
  abstract class Sum {
    @Lifecycle({ removedIn: 2, exposedAs: 'amount', deprecated: deprecated('Sale.amount')! })
    @Field(() => Float, { nullable: true })
    amountNumber?: number;
  }

  @ObjectType({ implements: Sum, simpleResolvers: true })
  class Sale extends Sum {
    @Lifecycle({ since: 2 })
    @Field(() => String, { nullable: true })
    amount?: string;
  }

  @Resolver()
  class SaleResolver {
    @Query(() => Sale)
    sale(): object {
      return { kind: 'Sale', amountNumber: 12.5, amount: '12.50' };
    }

    @Lifecycle({ since: 2 })
    @Query(() => Sum)
    sum(): object {
      return this.sale();
    }
  }

  it('is cut by the records of @Lifecycle, inherited fields included', async () => {
    const graph = await buildSchema({ resolvers: [SaleResolver], orphanedTypes: [Sale], validate: false });
    const [v1, v2] = [viewOf(graph, 1), viewOf(graph, 2)];
    expect(await graphql({ schema: v1, source: '{ sale { amount } }' })).toEqual({ data: { sale: { amount: 12.5 } } });
    expect(await graphql({ schema: v2, source: '{ sale { amount } }' })).toEqual({
      data: { sale: { amount: '12.50' } },
    });
    expect(Object.keys(v1.getQueryType()!.getFields())).toEqual(['sale']);
    expect(sdl(v1, 'Sale')).toContain('amount: Float @deprecated');
  });
});
