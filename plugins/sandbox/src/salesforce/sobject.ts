import type { ObjectDefinition } from './object-types.js';

export type FieldValue = string | number | boolean | null;

/** One record as kept here: date-times as epoch milliseconds, dates as ISO 8601. A field without a value is absent. */
export interface SObject {
  /** 18 characters. */
  id: string;
  deleted: boolean;
  values: Readonly<Record<string, FieldValue>>;
}

/** A record as Salesforce shows it. `fields`: own names, in the order in which they are shown. */
export function sobjectJson(
  definition: ObjectDefinition,
  record: SObject,
  fields: readonly string[],
  version: string,
): Record<string, unknown> {
  const { type } = definition;
  const url = `/services/data/${version}/sobjects/${type}/${record.id}`;
  const shown = fields.map((field) => [field, shownValue(definition, record, field)]);
  return { attributes: { type, url }, ...Object.fromEntries(shown) };
}

function shownValue({ fields }: ObjectDefinition, { values }: SObject, field: string): FieldValue {
  const value = values[field] ?? null;
  if (typeof value !== 'number' || fields.get(field)?.type !== 'datetime') return value;
  return new Date(value).toISOString().replace('Z', '+0000');
}
