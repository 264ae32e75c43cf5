import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { GraphQLError, GraphQLScalarType, type GraphQLSchema, print, type ValueNode } from 'graphql';

/** What a caller may give for each scalar that can be mistyped. */
const EXPECTED: Readonly<Record<string, string>> = {
  Currency: 'an ISO 4217 code such as "EUR"',
  DateTimeISO: 'an RFC 3339 instant such as "2026-11-23T09:30:00Z"',
  EmailAddress: 'an e-mail address such as "ada@example.org"',
  LocalDate: 'a calendar date such as "2026-11-23"',
};

/** The graph with scalars whose errors say which form was expected, where their libraries say only that it was not. */
export function explainScalars(graph: GraphQLSchema): GraphQLSchema {
  return mapSchema(graph, { [MapperKind.SCALAR_TYPE]: (scalar) => explained(scalar) });
}

function explained(scalar: GraphQLScalarType): GraphQLScalarType {
  const expected = EXPECTED[scalar.name];
  if (expected === undefined) return scalar;
  const refuse = (came: string, node?: ValueNode): never => {
    throw new GraphQLError(`Expected ${expected}, but got ${came}.`, node === undefined ? {} : { nodes: node });
  };
  return new GraphQLScalarType({
    ...scalar.toConfig(),
    parseValue: (value) => {
      try {
        return scalar.parseValue(value);
      } catch {
        return refuse(JSON.stringify(value));
      }
    },
    parseLiteral: (node, variables) => {
      try {
        return scalar.parseLiteral(node, variables);
      } catch {
        return refuse(print(node), node);
      }
    },
  });
}
