import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

/** Says what is wrong with a value by a discovery document's schema; an empty list when it is right. */
export type Validate = (schema: string, value: unknown) => readonly string[];

/** `document`: name of the file without `.json`, e.g. `analyticsdata.v1beta`. Unknown fields are wrong too. */
export function discovery(document: string): Validate {
  const url = new URL(`../../../specs/google-analytics/${document}.json`, import.meta.url);
  const { schemas } = JSON.parse(readFileSync(url, 'utf8')) as { schemas: Record<string, object> };
  // Discovery documents are JSON Schema draft 3 with words of their own; formats such as int64 are checked below.
  const ajv = new Ajv({ strict: false, allErrors: true, formats: FORMATS });
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(converted(schema) as object, name);
  return (schema, value) => {
    const validate = ajv.getSchema(schema);
    if (validate === undefined) throw new Error(`${document} has no schema ${schema}.`);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      `${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
    );
  };
}

const FORMATS = {
  int64: /^-?\d+$/,
  int32: true,
  float: true,
  double: true,
  'google-datetime': /^\d{4}-\d{2}-\d{2}T/,
} as const;

/** Schemas are referred to by name, so their own `id` goes; `any` is draft 3 for no restriction. */
function converted(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(converted);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema)
    .filter(([name, value]) => !(name === 'id' && typeof value === 'string') && !(name === 'type' && value === 'any'))
    .map(([name, value]) => [name, converted(value)]);
  const result = Object.fromEntries(entries) as Record<string, unknown>;
  return 'properties' in result ? { additionalProperties: false, ...result } : result;
}
