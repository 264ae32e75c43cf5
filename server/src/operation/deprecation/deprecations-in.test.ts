import { LIFECYCLE } from '@selvedge/schema';
import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  buildSchema as sdl,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { deprecationsIn } from './deprecations-in.js';

const view = withDeprecated(
  sdl(`
    interface Record { id: ID note: String }
    type Contact implements Record { id: ID note: String name: String fullName: String deals(limit: Int, first: Int): [Deal] }
    type Deal implements Record { id: ID note: String amount: Float owner: Contact }
    enum Channel { EMAIL MAIL }
    input Filter { channel: Channel text: String nested: [Filter!] }
    type Query { contact(filter: Filter): Contact records: [Record] channel(is: [Channel!]): Contact }
    type Mutation { touch: Contact }
  `),
  [
    'Contact.name',
    'Deal.amount',
    'Contact.deals(limit:)',
    'Channel.MAIL',
    'Filter.text',
    'Record.note',
    'Mutation.touch',
  ],
);
const used = (source: string, operationName?: string) => {
  const document = parse(source);
  expect(validate(view, document)).toEqual([]);
  return deprecationsIn(view, document, operationName).map(
    ({ coordinate, path }) => `${coordinate} at ${path.join('.')}`,
  );
};

describe('deprecationsIn', () => {
  it('finds nothing in an operation that uses nothing deprecated', () => {
    expect(used('{ contact { __typename fullName deals(first: 2) { id } } }')).toEqual([]);
  });

  it('tells a field with its whole record, where its answer stands', () => {
    expect(deprecationsIn(view, parse('{ me: contact { deals { value: amount } } }'))).toEqual([
      {
        coordinate: 'Deal.amount',
        path: ['me', 'deals', 'value'],
        since: '2026-11-23',
        reason: 'Deal.amount is old.',
        replacement: 'Deal.other',
        sunset: '2028-05-23',
        guide: 'https://github.com/selvedge-dev/selvedge/blob/main/migrations-guides/graph-v1-to-v2.md',
      },
    ]);
  });

  it('tells every use outside fragments', () => {
    expect(used('{ a: contact { name } b: contact { name } }')).toEqual([
      'Contact.name at a.name',
      'Contact.name at b.name',
    ]);
  });

  it('looks into inline fragments, fragments and interfaces', () => {
    expect(
      used(
        '{ records { note ... on Deal { amount } ...Person } } fragment Person on Contact { ...Named } fragment Named on Contact { name }',
      ),
    ).toEqual(['Record.note at records.note', 'Deal.amount at records.amount', 'Contact.name at records.name']);
  });

  it('tells a fragment once, so that spreads within spreads cost nothing', () => {
    const levels = Array.from(
      { length: 40 },
      (_, n) => `fragment F${n} on Contact { name deals { a: owner { ...F${n + 1} } b: owner { ...F${n + 1} } } }`,
    );
    const source = `{ contact { ...F0 } } ${levels.join(' ')} fragment F40 on Contact { name }`;
    expect(deprecationsIn(view, parse(source))).toHaveLength(41);
  });

  it('finds arguments, input fields and enum values', () => {
    expect(used('{ contact(filter: { text: "a", nested: [{ channel: MAIL }] }) { deals(limit: 1) { id } } }')).toEqual([
      'Filter.text at contact.filter.text',
      'Channel.MAIL at contact.filter.nested.channel',
      'Contact.deals(limit:) at contact.deals.limit',
    ]);
    expect(used('{ channel(is: [EMAIL, MAIL]) { id } }')).toEqual(['Channel.MAIL at channel.is']);
  });

  it('finds them in defaults of variables', () => {
    expect(used('query ($is: [Channel!] = [MAIL]) { channel(is: $is) { id } }')).toEqual(['Channel.MAIL at $is']);
  });

  it('looks at the chosen operation only', () => {
    const source = 'query Old { contact { name } } mutation New { touch { fullName } }';
    expect(used(source, 'Old')).toEqual(['Contact.name at contact.name']);
    expect(used(source, 'New')).toEqual(['Mutation.touch at touch']);
    expect(used(source)).toEqual([]);
  });
});

/** SDL has no place for the record, so it is laid on the built schema, as `@Lifecycle` does on the real one. */
function withDeprecated(schema: GraphQLSchema, coordinates: readonly string[]): GraphQLSchema {
  const lay = (member: { extensions: object }, coordinate: string) => {
    if (!coordinates.includes(coordinate)) return;
    const deprecated = {
      since: '2026-11-23',
      reason: `${coordinate} is old.`,
      replacement: 'Deal.other',
      sunset: '2028-05-23',
      guide: 'migrations-guides/graph-v1-to-v2.md',
    };
    member.extensions = { [LIFECYCLE]: { deprecated } };
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isEnumType(type)) for (const value of type.getValues()) lay(value, `${type.name}.${value.name}`);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      lay(field, `${type.name}.${field.name}`);
      for (const argument of 'args' in field ? field.args : []) {
        lay(argument, `${type.name}.${field.name}(${argument.name}:)`);
      }
    }
  }
  return schema;
}
