import {
  GraphQLBoolean,
  type GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from 'graphql';
import { NotPlanned } from './not-planned.js';
import type { LeafText } from './plan.js';
import { quoted } from './string-text.js';

/** How values of a scalar or enum are written. The common cases of the built-in ones need no call of the type's own. */
export function leafTextOf(type: GraphQLLeafType): LeafText {
  const serialised = (value: unknown): string => textOf(type, type.serialize(value));
  if (isEnumType(type)) return enumText(type, serialised);
  switch (type) {
    case GraphQLString:
    case GraphQLID:
      return (value) => (typeof value === 'string' ? quoted(value) : serialised(value));
    case GraphQLInt:
      return (value) => (typeof value === 'number' && (value | 0) === value ? `${value | 0}` : serialised(value));
    case GraphQLFloat:
      return (value) => (typeof value === 'number' && Number.isFinite(value) ? `${value}` : serialised(value));
    case GraphQLBoolean:
      return (value) => (typeof value === 'boolean' ? `${value}` : serialised(value));
    default:
      return serialised;
  }
}

function enumText(type: GraphQLEnumType, serialised: LeafText): LeafText {
  const texts = new Map(type.getValues().map(({ name, value }) => [value, `"${name}"`]));
  return (value) => texts.get(value) ?? serialised(value);
}

function textOf(type: GraphQLLeafType, serialised: unknown): string {
  // graphql-js has an error of its own for what its types never do.
  if (serialised === null || serialised === undefined)
    throw new NotPlanned(`a "${type.name}" that is serialised to nothing`);
  const text = JSON.stringify(serialised);
  if (text === undefined) throw new NotPlanned(`a "${type.name}" that is serialised to no JSON`);
  return text;
}
