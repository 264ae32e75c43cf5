import { z } from 'zod';
import { configurationSchema } from './schema.js';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * JSON Schema (draft 2020-12) of a configuration file as it is written, for editors and other tools.
 * Wherever a setting is not free text it also takes text with `${NAME}` in it.
 */
export function configurationJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(configurationSchema, { io: 'input', override: keepDefault });
  return {
    ...($schema === undefined ? {} : { $schema }),
    title: 'Selvedge configuration',
    ...allowVariables(schema),
    $defs: {
      variable: {
        type: 'string',
        pattern: '\\$\\{',
        description: `From the environment: \${NAME} or \${NAME:-default}`,
      },
    },
  };
}

/** zod leaves out the default of a setting that is converted from text. */
function keepDefault({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema }): void {
  if (zodSchema._zod.def.type === 'default') jsonSchema.default = zodSchema._zod.def.defaultValue;
}

function allowVariables(schema: JsonSchema): JsonSchema {
  if (isConstrainedScalar(schema)) {
    const { description, default: fallback, ...rest } = schema;
    return {
      ...(description === undefined ? {} : { description }),
      ...(fallback === undefined ? {} : { default: fallback }),
      anyOf: [rest, { $ref: '#/$defs/variable' }],
    };
  }
  const { properties, additionalProperties, items, oneOf, anyOf } = schema;
  return {
    ...schema,
    ...(properties && { properties: mapValues(properties, within) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: within(additionalProperties) }),
    ...(typeof items === 'object' && !Array.isArray(items) && { items: within(items) }),
    ...(oneOf && { oneOf: oneOf.map(allowVariables) }),
    ...(anyOf && { anyOf: [...anyOf, { $ref: '#/$defs/variable' }] }),
  };
}

function within<S extends JsonSchema | boolean>(schema: S): JsonSchema | boolean {
  return typeof schema === 'object' ? allowVariables(schema) : schema;
}

function isConstrainedScalar({ type, enum: values, pattern, format, maxLength }: JsonSchema): boolean {
  if (type === 'integer' || type === 'number' || type === 'boolean') return true;
  return type === 'string' && [values, pattern, format, maxLength].some((constraint) => constraint !== undefined);
}

function mapValues<A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
