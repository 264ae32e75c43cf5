import type { Facts } from './tables.js';

interface JsonRow {
  [name: string]: string | number | JsonRow;
}

/** One `GoogleAdsRow`: what was selected, and the name of each resource that it touches. Unset fields are left out. */
export function renderRow(facts: Facts, fields: readonly string[]): JsonRow {
  const row: JsonRow = {};
  const resources = fields.map((field) => field.slice(0, field.lastIndexOf('.')));
  for (const resource of resources) {
    put(row, `${resource}.resource_name`, facts[`${resource}.resource_name`]);
    touch(row, resource);
  }
  for (const field of fields) put(row, field, facts[field]);
  return row;
}

/** `ad_group_ad.ad.id` → `adGroupAd.ad.id`, as field masks and JSON have it. */
export function camelCased(field: string): string {
  return field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function touch(row: JsonRow, resource: string): JsonRow {
  return camelCased(resource)
    .split('.')
    .reduce<JsonRow>((place, name) => {
      const held = place[name];
      if (typeof held === 'object') return held;
      const made: JsonRow = {};
      place[name] = made;
      return made;
    }, row);
}

function put(row: JsonRow, field: string, value: string | number | undefined): void {
  if (value === undefined) return;
  const split = field.lastIndexOf('.');
  touch(row, field.slice(0, split))[camelCased(field.slice(split + 1))] = value;
}
