import type { Call, CapabilityImplementation } from '@selvedge/connector-api';
import type { ContactRecord } from '@selvedge/schema';
import { CONTACT_FIELD_SETS } from './field-sets.js';
import { PERSON_TYPES, type PersonType, personFields } from './fields.js';
import type { Generation } from './generation.js';
import { queryIn } from './query.js';
import { mapRow, personOf } from './records.js';
import { textOf } from './values.js';
import type { SObject } from './wire.js';

/**
 * People by e-mail address, in any case. Several records may have one address: a contact answers before a lead, and
 * of several the last changed.
 */
export function contactByEmail(generation: Generation): CapabilityImplementation<'contact.byEmail'> {
  return {
    maxBatch: 200,
    callsPerBatch: () => PERSON_TYPES.length,
    fieldSets: CONTACT_FIELD_SETS,
    run: async (emails, call) => {
      const keys = emails.map(emailKey);
      const asked = keys.filter((key) => key !== '');
      const found = await Promise.all(PERSON_TYPES.map((type) => peopleByEmail(asked, type, call, generation)));
      return keys.map((key) => found.map((people) => people.get(key)).find((person) => person !== undefined) ?? null);
    },
  };
}

/** What two addresses have in common when they are the same. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

async function peopleByEmail(
  emails: readonly string[],
  type: PersonType,
  call: Call,
  generation: Generation,
): Promise<Map<string, ContactRecord | null | Error>> {
  const fields = personFields(type, call).join(',');
  const alive = type === 'Lead' ? ' AND IsConverted = false' : '';
  const soql = (list: string) =>
    `SELECT ${fields} FROM ${type} WHERE Email IN ${list}${alive} ORDER BY LastModifiedDate, Id`;
  const rows = await queryIn(emails, soql, call, generation);
  return new Map(rows.map((row) => [keyOf(row), mapRow(row, personOf(type, call))]));
}

function keyOf(row: SObject): string {
  return emailKey(textOf(row.Email) ?? '');
}
