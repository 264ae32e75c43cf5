import type { RecordSource } from '@selvedge/schema';
import type { Failure, GraphContext } from '../../ports/index.js';
import { isContact, type KnownRecord } from './person-record.js';
import type { Resolution } from './resolve-person.js';

/** A resolved person. */
export interface CustomerRecord {
  kind: 'Customer';
  /** Kind and vendor id of the record that names the person, e.g. `Contact:512`. */
  id: string;
  /** Where that record is from. */
  source: RecordSource;
  known: readonly KnownRecord[];
  failures: readonly Failure[];
}

/** The person as one, named by the contact in the system of record, else by the first contact, else by any record. */
export function customerOf({ known, failures }: Resolution, { settings }: GraphContext): CustomerRecord | null {
  const contacts = known.filter(isContact);
  const named =
    contacts.find(({ record }) => record.source.connector === settings.systemOfRecord) ?? contacts[0] ?? known[0];
  if (named === undefined) return null;
  const { record } = named;
  return { kind: 'Customer', id: `${record.kind}:${record.id}`, source: record.source, known, failures };
}

/** Where the record is that names a customer: the inverse of `CustomerRecord.id`; null for a text that is none. */
export function namingRecord(id: string): { kind: 'Contact' | 'AudienceMember'; id: string } | null {
  const [, kind, vendorId] = /^(Contact|AudienceMember):(.+)$/.exec(id) ?? [];
  if (vendorId === undefined) return null;
  return kind === 'Contact' ? { kind, id: vendorId } : { kind: 'AudienceMember', id: vendorId };
}
