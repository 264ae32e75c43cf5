import { type Condition, invalidQuery } from './gaql.js';

/** Whether a field's value satisfies a condition; an unset field satisfies only the negative ones. */
export function matches(value: string | number | undefined, { operator, values }: Condition): boolean {
  const actual = value === undefined ? '' : String(value);
  const [first = '', second = ''] = values;
  switch (operator) {
    case '=':
      return actual === first;
    case '!=':
      return actual !== first;
    case '>':
      return order(actual, first) > 0;
    case '>=':
      return order(actual, first) >= 0;
    case '<':
      return order(actual, first) < 0;
    case '<=':
      return order(actual, first) <= 0;
    case 'BETWEEN':
      if (values.length !== 2) {
        throw invalidQuery('EXPECTED_VALUE_WITH_BETWEEN_OPERATOR', 'Error in query: BETWEEN needs two values.');
      }
      return order(actual, first) >= 0 && order(actual, second) <= 0;
    case 'IN':
      return values.includes(actual);
    case 'NOT IN':
      return !values.includes(actual);
    case 'LIKE':
      return likePattern(first).test(actual);
    case 'NOT LIKE':
      return !likePattern(first).test(actual);
    default:
      return operator satisfies never;
  }
}

function order(one: string, other: string): number {
  if (/^\d+$/.test(one) && /^\d+$/.test(other)) return Number(one) - Number(other);
  return one < other ? -1 : Number(one > other);
}

/** `%` any text, `_` any character, `[x]` the character itself. */
function likePattern(text: string): RegExp {
  const source = text.replace(/\[(.)\]|%|_|[.*+?^${}()|\\\][]/g, (match, literal?: string) => {
    if (literal !== undefined) return `\\u{${literal.codePointAt(0)?.toString(16)}}`;
    if (match === '%') return '.*';
    return match === '_' ? '.' : `\\${match}`;
  });
  return new RegExp(`^${source}$`, 'isu');
}
