import type { AudienceMemberRecord, ContactRecord, PhoneNumberRecord, Sourced } from '@selvedge/schema';
import type { Origin } from '../../ports/index.js';
import { normaliseEmail } from './email-identity.js';
import { identifyPhone, type PhoneIdentity } from './phone-identity.js';

/** One record that one vendor keeps about a person. */
export type PersonRecord = Sourced<ContactRecord> | Sourced<AudienceMemberRecord>;

/** A record, and where and when it was read. */
export interface KnownRecord<R extends PersonRecord = PersonRecord> {
  record: R;
  origin: Origin;
}

/** Normalised addresses, the primary one first. */
export function emailsOf(record: PersonRecord): string[] {
  const emails = record.kind === 'Contact' ? record.emails : [record.email];
  return emails.map(normaliseEmail).filter((email) => email !== '');
}

/** Numbers that name one line, each with how the vendor writes it. */
export function phonesOf(record: PersonRecord): { identity: PhoneIdentity; written: PhoneNumberRecord }[] {
  return record.phones.flatMap((written) => {
    const identity = identifyPhone(written.number);
    return identity === null ? [] : [{ identity, written }];
  });
}

/** Whether a known record is a contact. */
export function isContact(known: KnownRecord): known is KnownRecord<Sourced<ContactRecord>> {
  return known.record.kind === 'Contact';
}
