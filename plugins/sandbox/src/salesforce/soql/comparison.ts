import { literalPattern } from '../../literal-pattern.js';
import type { FieldDefinition } from '../object-types.js';
import { shortId } from '../record-id.js';
import { SalesforceError } from '../salesforce-error.js';
import type { FieldValue } from '../sobject.js';
import { type Token, unquoted } from './tokens.js';

/** A value in the form in which two of them are compared: text in lower case, ids by their 15 characters. */
export type Comparable = string | number | boolean | null;

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE';

/** A field's value as it is compared. */
export function comparable({ type }: FieldDefinition, value: FieldValue | undefined): Comparable {
  if (value === undefined || value === null || typeof value !== 'string') return value ?? null;
  return type === 'id' ? value.slice(0, 15) : value.toLowerCase();
}

/** A literal as it is compared with a field's values. Throws where Salesforce refuses its type. */
export function literalOf(field: string, { type }: FieldDefinition, { kind, text }: Token): Comparable {
  if (kind === 'word' && text.toLowerCase() === 'null') return null;
  if (type === 'boolean' && kind === 'word' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (type === 'double' && kind === 'number') return Number(text);
  if (type === 'date' && kind === 'date') return text.toLowerCase();
  if (type === 'datetime' && kind === 'datetime') return Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (kind === 'string' && type === 'id') return idOf(unquoted(text));
  if (kind === 'string' && (type === 'string' || type === 'email')) return unquoted(text).toLowerCase();
  const quotes = kind === 'string' ? ' and should not be enclosed in quotes' : '';
  throw new SalesforceError(
    400,
    'INVALID_FIELD',
    `value of filter criterion for field '${field}' must be of type ${type === 'datetime' ? 'dateTime' : type}${quotes}`,
  );
}

/** The test of a value. Null is smaller than nothing and greater than nothing. */
export function passing(operator: Operator, wanted: Comparable): (value: Comparable) => boolean {
  if (operator === '=') return (value) => value === wanted;
  if (operator === '!=') return (value) => value !== wanted;
  if (operator === 'LIKE') {
    const pattern = likePattern(String(wanted));
    return (value) => value !== null && pattern.test(String(value));
  }
  const inOrder = IN_ORDER[operator];
  return (value) => value !== null && wanted !== null && inOrder(compare(value, wanted));
}

const IN_ORDER = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
};

/** Null comes first. */
export function compare(one: Comparable, other: Comparable): number {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  return one < other ? -1 : 1;
}

/** `%` for any text, `_` for one character, either with a backslash for itself. */
function likePattern(wanted: string): RegExp {
  const parts = wanted.match(/\\[%_\\]|[%_]|[^%_\\]+|\\/g) ?? [];
  const pattern = parts.map((part) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    return literalPattern(part.replace(/^\\(?=[%_\\])/, ''));
  });
  return new RegExp(`^${pattern.join('')}$`, 'su');
}

function idOf(text: string): string {
  const short = shortId(text);
  if (short === null) throw new SalesforceError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
  return short;
}
