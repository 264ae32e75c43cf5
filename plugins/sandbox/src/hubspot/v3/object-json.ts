import type { CrmRecord } from '../crm-record.js';
import type { ObjectDefinition } from '../object-types.js';

export interface ObjectJson {
  id: string;
  /** Null: requested, known, and without a value. */
  properties: Record<string, string | null>;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  archivedAt?: string;
}

/** The v3 rendering. Without `requested` properties HubSpot answers its defaults; unknown names it ignores. */
export function objectJson(
  definition: ObjectDefinition,
  record: CrmRecord,
  requested: readonly string[] = [],
): ObjectJson {
  const wanted = requested.length > 0 ? requested : definition.defaults;
  const names = [...new Set([...wanted, ...definition.always])].sort();
  const properties: Record<string, string | null> = {};
  for (const name of names) {
    const property = definition.properties.get(name);
    if (!property) continue;
    const value = record.values[name];
    if (value === undefined) properties[name] = null;
    else properties[name] = property.type === 'datetime' ? isoOf(Number(value)) : value;
  }
  return {
    id: String(record.id),
    properties,
    createdAt: isoOf(record.createdAt),
    updatedAt: isoOf(record.updatedAt),
    archived: record.archivedAt !== null,
    ...(record.archivedAt === null ? {} : { archivedAt: isoOf(record.archivedAt) }),
  };
}

/** What a write answers: the defaults and the properties written. */
export function writtenJson(definition: ObjectDefinition, record: CrmRecord, written: readonly string[]): ObjectJson {
  return objectJson(definition, record, [...definition.defaults, ...written]);
}

export function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
