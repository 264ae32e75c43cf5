import { createHash } from 'node:crypto';
import type { CrmRecord } from '../crm-record.js';

const PORTAL_ID = 48_120_096;

/** How a legacy answer shows values: alone, or each with its history. */
export type PropertyMode = 'value_only' | 'value_and_history';

interface LegacyProperty {
  value: string;
  versions?: readonly object[];
}

/** What lists and searches answer when a request names no properties. */
export const LIST_DEFAULTS: readonly string[] = ['firstname', 'lastname', 'lastmodifieddate'];

/**
 * The legacy rendering: kebab-case keys, instants as epoch milliseconds, properties without a value absent.
 * `properties`: the names to show, or `all`.
 */
export function contactJson(record: CrmRecord, properties: readonly string[] | 'all', mode: PropertyMode): object {
  const names = properties === 'all' ? Object.keys(record.values) : properties;
  const shown: Record<string, LegacyProperty> = {};
  for (const name of names) {
    if (!Object.hasOwn(record.values, name)) continue;
    const value = record.values[name];
    if (value !== undefined) shown[name] = propertyJson(value, record.updatedAt, mode);
  }
  return {
    vid: record.id,
    'canonical-vid': record.id,
    'merged-vids': [],
    'portal-id': PORTAL_ID,
    'is-contact': true,
    properties: shown,
    'form-submissions': [],
    'identity-profiles': [identityProfile(record)],
    'merge-audits': [],
  };
}

/** The same with `addedAt`, as lists and searches have it. */
export function listedContactJson(record: CrmRecord, properties: readonly string[], mode: PropertyMode): object {
  const names = properties.length > 0 ? properties : LIST_DEFAULTS;
  return { addedAt: record.createdAt, ...contactJson(record, names, mode) };
}

function propertyJson(value: string, timestamp: number, mode: PropertyMode): LegacyProperty {
  if (mode === 'value_only') return { value };
  const version = {
    value,
    'source-type': 'API',
    'source-id': null,
    'source-label': null,
    'updated-by-user-id': null,
    timestamp,
    selected: false,
  };
  return { value, versions: [version] };
}

function identityProfile(record: CrmRecord): object {
  const { email } = record.values;
  const identity = (type: string, value: string) => ({ type, value, timestamp: record.createdAt });
  return {
    vid: record.id,
    'saved-at-timestamp': record.createdAt,
    'deleted-changed-timestamp': 0,
    identities: [
      ...(email === undefined ? [] : [{ ...identity('EMAIL', email), 'is-primary': true }]),
      identity('LEAD_GUID', leadGuid(record.id)),
    ],
  };
}

/** The same contact has the same GUID on every run. */
function leadGuid(id: number): string {
  const digest = createHash('sha256').update(`lead ${id}`).digest('hex');
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ].join('-');
}
