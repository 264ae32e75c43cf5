import { fieldNamed, type ObjectDefinition } from './object-types.js';
import { SalesforceError } from './salesforce-error.js';
import type { FieldValue, SObject } from './sobject.js';
import type { Table } from './table.js';

export type Written = Readonly<Record<string, FieldValue>>;

/**
 * What a record asks to be written, by the fields' own names, null to clear. Throws Salesforce's refusal.
 * `current`: the record that is written over, if there is one.
 */
export function checkedFields(
  definition: ObjectDefinition,
  table: Table,
  input: Readonly<Record<string, unknown>>,
  current?: SObject,
): Written {
  if (!definition.writable) throw noAccess();
  const { attributes: _, ...given } = input;
  const written = Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const field = fieldNamed(definition, name);
      if (field === undefined) throw noColumn(definition, name);
      return [field, checkedValue(definition, field, value)];
    }),
  );
  refuseMissing(definition, { ...current?.values, ...written });
  refuseTaken(definition, table, written, current);
  return written;
}

function checkedValue({ fields }: ObjectDefinition, field: string, value: unknown): FieldValue {
  const longest = fields.get(field)?.writable;
  if (longest === undefined) {
    const message = `Unable to create/update fields: ${field}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
    throw new SalesforceError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, [field]);
  }
  if (value === null || value === '') return null;
  if (typeof value !== 'string') {
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', `Cannot deserialize instance of string from ${typeof value}`);
  }
  if (value.length > longest) {
    const message = `${field}: data value too large: ${value} (max length=${longest})`;
    throw new SalesforceError(400, 'STRING_TOO_LONG', message, [field]);
  }
  if (fields.get(field)?.type === 'email' && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value)) {
    throw new SalesforceError(400, 'INVALID_EMAIL_ADDRESS', `Email: invalid email address: ${value}`, [field]);
  }
  return value;
}

function refuseMissing({ fields }: ObjectDefinition, values: Written): void {
  const missing = [...fields].filter(([name, { required }]) => required && !values[name]).map(([name]) => name);
  if (missing.length === 0) return;
  const message = `Required fields are missing: [${missing.join(', ')}]`;
  throw new SalesforceError(400, 'REQUIRED_FIELD_MISSING', message, missing);
}

function refuseTaken({ fields }: ObjectDefinition, table: Table, written: Written, current?: SObject): void {
  for (const [field, value] of Object.entries(written)) {
    if (!fields.get(field)?.externalId || typeof value !== 'string') continue;
    const holder = table.withText(field, value).find(({ id }) => id !== current?.id);
    if (!holder) continue;
    const message = `duplicate value found: ${field} duplicates value on record with id: ${holder.id}`;
    throw new SalesforceError(400, 'DUPLICATE_VALUE', message);
  }
}

function noColumn({ type }: ObjectDefinition, name: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${type}`);
}

export function noAccess(): SalesforceError {
  return new SalesforceError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
}
