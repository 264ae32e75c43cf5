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

/** What JSON must escape: control characters, quotes, backslashes, and surrogates, which it must when they stand alone. */
const TO_ESCAPE = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** Above this length the engine's own quoting is faster than looking first, characters. */
const SHORT = 200;

/** Whether a string is its own JSON text, but for the quotes around it. False where looking would take longer than it saves. */
export function isPlain(text: string): boolean {
  return text.length < SHORT && !TO_ESCAPE.test(text);
}

/** JSON text of a string. */
function quoted(text: string): string {
  return isPlain(text) ? `"${text}"` : JSON.stringify(text);
}

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
