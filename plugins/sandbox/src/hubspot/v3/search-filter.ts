import { literalPattern } from '../../literal-pattern.js';
import type { CrmRecord } from '../crm-record.js';
import { validationError } from '../hubspot-error.js';
import { parseInstant } from '../instant.js';
import type { ObjectDefinition, PropertyDefinition } from '../object-types.js';

export const OPERATORS = [
  'EQ',
  'NEQ',
  'IN',
  'NOT_IN',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
] as const;

export interface SearchFilter {
  propertyName: string;
  operator: (typeof OPERATORS)[number];
  value?: string;
  values?: string[];
  highValue?: string;
}

export type Predicate = (record: CrmRecord) => boolean;

/** Turns a filter into a test. Apart from NOT_HAS_PROPERTY, an object without the property never passes. */
export function predicateOf(definition: ObjectDefinition, filter: SearchFilter): Predicate {
  const property = requireProperty(definition, filter.propertyName);
  const test = valueTest(property, filter);
  const { propertyName: name, operator } = filter;
  if (operator === 'NOT_HAS_PROPERTY') return (record) => record.values[name] === undefined;
  return (record) => {
    const value = record.values[name];
    return value !== undefined && test(value);
  };
}

/** -1, 0 or 1; text in any case, numbers and instants by size. */
export function compareValues(property: PropertyDefinition, one: string, other: string): number {
  const [left, right] = [comparable(property, one), comparable(property, other)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function requireProperty(definition: ObjectDefinition, name: string): PropertyDefinition {
  const property = definition.properties.get(name);
  if (!property) throw invalidFilter(`property "${name}" does not exist`);
  return property;
}

function valueTest(property: PropertyDefinition, filter: SearchFilter): (value: string) => boolean {
  const wanted = () => required(property, filter.value, `${filter.operator} needs a value`);
  const against = (holds: (order: number) => boolean) => {
    const other = wanted();
    return (value: string) => holds(compareValues(property, value, other));
  };
  switch (filter.operator) {
    case 'EQ':
      return against((order) => order === 0);
    case 'NEQ':
      return against((order) => order !== 0);
    case 'LT':
      return against((order) => order < 0);
    case 'LTE':
      return against((order) => order <= 0);
    case 'GT':
      return against((order) => order > 0);
    case 'GTE':
      return against((order) => order >= 0);
    case 'IN':
    case 'NOT_IN': {
      const members = memberSet(property, filter);
      const inside = filter.operator === 'IN';
      return (value) => members.has(comparable(property, value)) === inside;
    }
    case 'BETWEEN': {
      const low = wanted();
      const high = required(property, filter.highValue, 'BETWEEN needs a highValue');
      return (value) => compareValues(property, value, low) >= 0 && compareValues(property, value, high) <= 0;
    }
    case 'HAS_PROPERTY':
    case 'NOT_HAS_PROPERTY':
      return () => true;
    case 'CONTAINS_TOKEN':
    case 'NOT_CONTAINS_TOKEN': {
      const token = tokenExpression(wanted());
      const contains = filter.operator === 'CONTAINS_TOKEN';
      return (value) => token.test(value) === contains;
    }
  }
}

function memberSet(property: PropertyDefinition, { operator, values = [] }: SearchFilter): Set<string | number> {
  if (values.length === 0) throw invalidFilter(`${operator} needs values`);
  return new Set(values.map((value) => comparable(property, required(property, value, ''))));
}

function required(property: PropertyDefinition, value: string | undefined, problem: string): string {
  if (value === undefined) throw invalidFilter(problem);
  if (property.type === 'datetime' && parseInstant(value) === null) throw invalidFilter(`${value} is not a date`);
  return value;
}

function comparable(property: PropertyDefinition, value: string): string | number {
  if (property.type === 'datetime') return parseInstant(value) ?? Number.NaN;
  return property.type === 'number' ? Number(value) : value.toLowerCase();
}

/** A token begins and ends at a border of letters and digits; `*` stands for any rest of it. */
function tokenExpression(pattern: string): RegExp {
  const body = pattern.split(/\*+/).map(literalPattern).join('\\S*');
  return new RegExp(`(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])`, 'iu');
}

function invalidFilter(problem: string): Error {
  return validationError(`There was a problem with the request: ${problem}`);
}
