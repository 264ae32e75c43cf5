import { parseInstant } from './instant.js';
import type { ObjectDefinition, PropertyDefinition } from './object-types.js';

/** Why one property's value was refused. */
export interface ValueProblem {
  property: string;
  code: string;
  message: string;
}

/** What a write asks for: values to set, and null for properties to clear. */
export type ParsedValues = Readonly<Record<string, string | null>>;

/** Checks and normalises written values: an empty string clears, instants become epoch milliseconds. */
export function parseValues(
  definition: ObjectDefinition,
  input: Readonly<Record<string, string>>,
): { values: ParsedValues; problems: readonly ValueProblem[] } {
  const values: Record<string, string | null> = {};
  const problems: ValueProblem[] = [];
  for (const [property, value] of Object.entries(input)) {
    const known = definition.properties.get(property);
    const parsed = known ? parseValue(property, known, value) : unknownProperty(property);
    if (typeof parsed === 'object' && parsed !== null) problems.push({ property, ...parsed });
    else values[property] = parsed;
  }
  return { values, problems };
}

type Refusal = Omit<ValueProblem, 'property'>;

function parseValue(property: string, definition: PropertyDefinition, value: string): string | null | Refusal {
  if (definition.readOnly) {
    return { code: 'READ_ONLY_VALUE', message: `"${property}" is a read only property; its value cannot be set.` };
  }
  if (value === '') return null;
  if (property === 'email') return parseEmail(value);
  if (definition.options && !definition.options.includes(value)) {
    const options = definition.options.join(', ');
    return { code: 'INVALID_OPTION', message: `${value} was not one of the allowed options: [${options}]` };
  }
  if (definition.type === 'number' && Number.isNaN(Number(value))) {
    return { code: 'INVALID_INTEGER', message: `${value} was not a valid number.` };
  }
  if (definition.type !== 'datetime') return value;
  const instant = parseInstant(value);
  return instant === null ? { code: 'INVALID_DATE', message: `${value} was not a valid date.` } : String(instant);
}

function parseEmail(value: string): string | Refusal {
  const email = value.trim().toLowerCase();
  if (/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) return email;
  return { code: 'INVALID_EMAIL', message: `Email address ${value} is invalid` };
}

function unknownProperty(property: string): Refusal {
  return { code: 'PROPERTY_DOESNT_EXIST', message: `Property "${property}" does not exist` };
}
