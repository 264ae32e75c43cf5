import { invalidParameter } from './graph-error.js';

/** One entry of `fields`, e.g. `adsets.limit(2){id,name}`. */
export interface FieldRequest {
  name: string;
  /** Arguments such as `{ limit: '2' }`. */
  modifiers: Readonly<Record<string, string>>;
  /** Fields asked of the expanded nodes; empty when none are named. */
  fields: readonly FieldRequest[];
}

/** @throws GraphError 100 when the text cannot be read. */
export function parseFields(text: string | undefined): FieldRequest[] {
  if (text === undefined || text.trim() === '') return [];
  return splitTopLevel(text).map(parseField);
}

function parseField(text: string): FieldRequest {
  const match = FIELD.exec(text.trim());
  if (match === null) throw invalidParameter(`Syntax error in field ${JSON.stringify(text.trim())}`);
  const [, name = '', modifiers = '', nested] = match;
  return {
    name,
    modifiers: Object.fromEntries(
      [...modifiers.matchAll(MODIFIER)].map(([, modifier = '', value = '']) => [modifier, value]),
    ),
    fields: parseFields(nested),
  };
}

/** Name, any `.modifier(value)`, and perhaps `{nested}`. */
const FIELD = /^(\w+)((?:\.\w+\([^()]*\))*)(?:\{(.*)\})?$/s;
const MODIFIER = /\.(\w+)\(([^()]*)\)/g;

/** Splits at the commas that stand outside braces and parentheses. */
function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if ('{(['.includes(character)) depth++;
    if ('})]'.includes(character)) depth--;
    if (character === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  if (depth !== 0) throw invalidParameter(`Syntax error: the braces of ${JSON.stringify(text)} do not match`);
  return [...parts, text.slice(start)];
}
