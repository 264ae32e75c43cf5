import type { PhoneNumberRecord } from '@selvedge/schema';
import { emailsOf, type KnownRecord, type PersonRecord, phonesOf } from './person-record.js';
import { identifyPhone, samePhone } from './phone-identity.js';

/** Known records, the most trusted first: in configured order of connectors, then by newest update. */
export function inOrderOfTrust<K extends KnownRecord>(known: readonly K[], precedence: readonly string[] = []): K[] {
  const rank = ({ record }: K): number => {
    const at = precedence.indexOf(record.source.connector);
    return at < 0 ? precedence.length : at;
  };
  const updated = ({ record }: K): number => (record.updatedAt === null ? 0 : Date.parse(record.updatedAt));
  return known.toSorted((one, other) => rank(one) - rank(other) || updated(other) - updated(one));
}

/** The first value that a record has, and the record it is from; null when none has one. */
export function firstValue<K extends KnownRecord, V>(
  known: readonly K[],
  read: (record: K['record']) => V | null,
): { value: V; from: K } | null {
  for (const from of known) {
    const value = read(from.record);
    if (value !== null) return { value, from };
  }
  return null;
}

/** Every address once, normalised. */
export function unifiedEmails(records: readonly PersonRecord[]): string[] {
  return [...new Set(records.flatMap(emailsOf))];
}

/** Every line once, with its country code where a vendor has it; numbers that name no line follow as written. */
export function unifiedPhones(records: readonly PersonRecord[]): PhoneNumberRecord[] {
  const phones = records.flatMap(phonesOf);
  const lines: typeof phones = [];
  for (const phone of phones.toSorted((one, other) => completeness(other) - completeness(one))) {
    if (!lines.some(({ identity }) => samePhone(identity, phone.identity))) lines.push(phone);
  }
  const others = records.flatMap((record) => record.phones).filter(({ number }) => identifyPhone(number) === null);
  const once = new Map(others.map((phone) => [phone.number, phone]));
  return [...lines.map(({ written }) => written), ...once.values()];
}

/** 1 for a number with its country code, else 0. */
function completeness({ identity }: ReturnType<typeof phonesOf>[number]): number {
  return identity.international ? 1 : 0;
}
