import type { CrmRecord } from './crm-record.js';
import type { ObjectDefinition } from './object-types.js';

/** Whether every word of `query` occurs in one of the object's searchable properties, in any case. */
export function matchesText(record: CrmRecord, definition: ObjectDefinition, query: string): boolean {
  const texts: string[] = [];
  for (const [name, { searchable }] of definition.properties) {
    const value = searchable ? record.values[name] : undefined;
    if (value !== undefined) texts.push(value.toLowerCase());
  }
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => texts.some((text) => text.includes(word)));
}
