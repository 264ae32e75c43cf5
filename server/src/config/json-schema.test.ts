import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { configurationJsonSchema, type JsonSchema } from './json-schema.js';

const setting = (...path: string[]) =>
  path.reduce((schema: JsonSchema | boolean | undefined, name) => {
    if (typeof schema !== 'object') throw new Error(`no settings around ${name}`);
    return schema.properties?.[name] ?? schema.additionalProperties;
  }, configurationJsonSchema());

it('is what editors are given; refresh it with: selvedge config schema > server/selvedge.schema.json', () => {
  const committed: unknown = JSON.parse(readFileSync(new URL('../../selvedge.schema.json', import.meta.url), 'utf8'));
  expect(committed).toEqual(JSON.parse(JSON.stringify(configurationJsonSchema())));
});

it('takes a variable where a setting is not free text', () => {
  expect(setting('server', 'port')).toMatchObject({
    default: 4000,
    anyOf: [{ type: 'integer', maximum: 65_535 }, { $ref: '#/$defs/variable' }],
  });
  expect(setting('tenants', 'acme', 'connections', 'hubspot', 'baseUrl')).toMatchObject({
    anyOf: [{ format: 'uri' }, { $ref: '#/$defs/variable' }],
  });
});

it('asks only for what has no default', () => {
  expect(configurationJsonSchema().required).toEqual(['connectors', 'tenants']);
});

it('describes every setting, for editors to show', () => {
  expect(undescribed(configurationJsonSchema())).toEqual([]);
});

/** Paths of settings without a description. */
function undescribed(schema: JsonSchema | boolean | undefined, path = ''): string[] {
  if (typeof schema !== 'object') return [];
  const { properties = {}, additionalProperties, items, oneOf = [] } = schema;
  return [
    ...Object.entries(properties).flatMap(([name, child]) => [
      ...(typeof child === 'object' && child.description ? [] : [`${path}.${name}`]),
      ...undescribed(child, `${path}.${name}`),
    ]),
    ...undescribed(additionalProperties, `${path}.*`),
    ...(Array.isArray(items) ? [] : undescribed(items, `${path}[]`)),
    ...oneOf.flatMap((option) => undescribed(option, path)),
  ];
}
