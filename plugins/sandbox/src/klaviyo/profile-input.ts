import type { Account } from './account.js';
import { invalidInput, KlaviyoError } from './klaviyo-error.js';
import type { Revision } from './revision.js';
import type { StoredProfile } from './stored-profile.js';
import { isRecord } from './wire.js';

/** Columns that a request may write, by their names on the wire. */
const TEXT_COLUMNS = {
  first_name: 'firstName',
  last_name: 'lastName',
  external_id: 'externalId',
  organization: 'organization',
  title: 'title',
  image: 'image',
  locale: 'locale',
} as const;
/** Written by requests, and of no interest here. */
const IGNORED = new Set(['location', 'anonymous_id', '_kx']);
const ONLY_IN: Readonly<Record<string, Revision>> = {
  locale: '2026-07-15',
  _kx: '2026-07-15',
  anonymous_id: '2022-10-17',
};
const EMAIL = /^[^\s@"]+@[^\s@"]+\.[^\s@"]+$/;
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * The profile with a request's attributes: null clears, what is left out stays.
 *
 * @param pointer where the attributes are, e.g. `/data/attributes`.
 * @throws KlaviyoError 400 naming the attribute that is wrong, 409 when another profile has the address or number.
 */
export function withAttributes(
  account: Account,
  profile: StoredProfile,
  attributes: unknown,
  { revision, now, pointer }: { revision: Revision; now: number; pointer: string },
): StoredProfile {
  if (!isRecord(attributes)) throw invalidInput(pointer, 'The attributes of a profile must be an object.');
  let next: StoredProfile = { ...profile, updatedAt: now };
  for (const [name, value] of Object.entries(attributes)) {
    const at = `${pointer}/${name}`;
    if ((ONLY_IN[name] ?? revision) !== revision) throw unknownField(name, at);
    if (name === 'properties') next = { ...next, properties: { ...next.properties, ...propertiesOf(value, at) } };
    else if (name === 'email') next = { ...next, email: emailOf(value, at) };
    else if (name === 'phone_number') next = { ...next, phoneNumber: phoneOf(value, at) };
    else if (isTextColumn(name)) next = { ...next, [TEXT_COLUMNS[name]]: textOf(value, at) };
    else if (!IGNORED.has(name)) throw unknownField(name, at);
  }
  if (next.email === null && next.phoneNumber === null && next.externalId === null) {
    throw invalidInput(pointer, 'One of the following identifiers must be provided: email, phone_number, external_id.');
  }
  refuseDuplicates(account, profile, next);
  return next;
}

function refuseDuplicates(account: Account, before: StoredProfile, after: StoredProfile): void {
  const owners = [
    after.email === null ? null : account.profileByEmail(after.email),
    after.phoneNumber === before.phoneNumber ? null : ownerOf(account, 'phoneNumber', after.phoneNumber),
    after.externalId === before.externalId ? null : ownerOf(account, 'externalId', after.externalId),
  ];
  const other = owners.find((owner) => owner !== null && owner.id !== after.id);
  if (!other) return;
  throw new KlaviyoError(409, {
    code: 'duplicate_profile',
    title: 'Conflict.',
    detail: 'A profile already exists with one of these identifiers.',
    source: { pointer: '/data/attributes' },
    meta: { duplicate_profile_id: other.id },
  });
}

function ownerOf(account: Account, column: 'phoneNumber' | 'externalId', value: string | null): StoredProfile | null {
  if (value === null) return null;
  for (const profile of account.profiles()) if (profile[column] === value) return profile;
  return null;
}

function isTextColumn(name: string): name is keyof typeof TEXT_COLUMNS {
  return Object.hasOwn(TEXT_COLUMNS, name);
}

function textOf(value: unknown, pointer: string): string | null {
  if (value === null || typeof value === 'string') return value === '' ? null : value;
  throw invalidInput(pointer, 'Not a valid string.');
}

function emailOf(value: unknown, pointer: string): string | null {
  const text = textOf(value, pointer)?.trim().toLowerCase() ?? null;
  if (text !== null && !EMAIL.test(text)) throw invalidInput(pointer, 'Invalid email address');
  return text;
}

function phoneOf(value: unknown, pointer: string): string | null {
  const text = textOf(value, pointer);
  if (text !== null && !E164.test(text)) {
    throw invalidInput(pointer, 'Invalid phone number format (Example of a valid format: +12345678901)');
  }
  return text;
}

function propertiesOf(value: unknown, pointer: string): Readonly<Record<string, unknown>> {
  if (value === null) return {};
  if (!isRecord(value)) throw invalidInput(pointer, 'Not a valid object.');
  return value;
}

function unknownField(name: string, pointer: string): KlaviyoError {
  return invalidInput(pointer, `'${name}' is not a valid field for the resource 'profile'.`);
}
