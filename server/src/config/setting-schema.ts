import { z } from 'zod';
import { configurationJsonSchema, type JsonSchema } from './json-schema.js';
import type { SettingPath } from './setting-path.js';

/** The names a map may hold at a path; empty where any name goes. `value`: the map, which decides between alternatives. */
export function knownKeys(path: SettingPath, value: unknown): readonly string[] {
  const schema = schemaAt(path);
  if (typeof schema !== 'object') return [];
  const type = z.object({ type: z.string() }).safeParse(value).data?.type;
  const alternatives = schema.oneOf?.filter((option) => typeConst(option) === type) ?? [schema];
  return alternatives.flatMap((option) => Object.keys(option.properties ?? {}));
}

/** What a number setting takes, in words, e.g. "a whole number from 0 to 65535"; null for another kind of setting. */
export function numberForm(path: SettingPath): string | null {
  const schema = schemaAt(path);
  const form = typeof schema === 'object' ? schema.anyOf?.find(isNumber) : undefined;
  if (form === undefined) return null;
  const word = typeof schema === 'object' ? schema.anyOf?.find((each) => each.const !== undefined)?.const : undefined;
  const kind = `${word === undefined ? '' : `${word} or `}${form.type === 'integer' ? 'a whole number' : 'a number'}`;
  const { minimum, maximum = Number.MAX_SAFE_INTEGER } = form;
  if (minimum === undefined) return kind;
  return maximum < Number.MAX_SAFE_INTEGER ? `${kind} from ${minimum} to ${maximum}` : `${kind} of at least ${minimum}`;
}

type Subschema = JsonSchema | boolean | undefined;

function schemaAt(path: SettingPath): Subschema {
  let schema: Subschema = configurationJsonSchema();
  for (const part of path) {
    if (typeof schema !== 'object') return undefined;
    schema =
      schema.properties?.[part] ??
      schema.additionalProperties ??
      (Array.isArray(schema.items) ? undefined : schema.items);
  }
  return schema;
}

function isNumber({ type }: JsonSchema): boolean {
  return type === 'integer' || type === 'number';
}

function typeConst(schema: JsonSchema): unknown {
  const type = schema.properties?.type;
  return typeof type === 'object' ? type.const : undefined;
}
