import { type CapabilityImplementation, malformed, VendorError } from '@selvedge/connector-api';
import { type ContactWrite, contactWrite, idOf, orgFields, saveResult } from '@selvedge/salesforce-wire';
import type { ContactUpsert } from '@selvedge/schema';
import { z } from 'zod';
import { ROOT, saveFailure, WRITE_LIMIT } from './collections.js';

/**
 * Writes contacts by the external id field, 200 a request. A record that Salesforce refuses fails alone. Sending it
 * twice is harmless, but then the second answer says `created: false`.
 */
export const contactUpsert: CapabilityImplementation<'contact.upsert'> = {
  maxBatch: WRITE_LIMIT,
  run: async (contacts, call) => {
    const { externalId } = orgFields(call);
    const writes = contacts.map(writeOrFailure);
    const merged = [...mergeDuplicates(writes).values()];
    const results = merged.length === 0 ? [] : await write(merged);
    const place = new Map(merged.map(({ key }, at) => [key, at]));
    const told = new Set<string>();
    return writes.map((one) => {
      if (one instanceof Error) return one;
      const result = results[place.get(one.key) ?? -1];
      if (result === undefined) return malformed('Salesforce did not say what became of the record.');
      if (!result.success) return saveFailure(result);
      if (!result.id) return malformed('Salesforce wrote a record, but named no id.');
      const created = result.created === true && !told.has(one.key);
      told.add(one.key);
      return { id: idOf(result.id), created };
    });

    async function write(records: readonly ContactWrite[]) {
      const { body } = await call.fetch({
        method: 'PATCH',
        path: `${ROOT}/composite/sobjects/Contact/${externalId}`,
        json: {
          allOrNone: false,
          records: records.map(({ key, fields }) => ({
            attributes: { type: 'Contact' },
            [externalId]: key,
            ...fields,
          })),
        },
        idempotent: true,
        answer: z.array(saveResult),
      });
      return body;
    }
  },
};

function writeOrFailure(contact: ContactUpsert): ContactWrite | Error {
  try {
    return contactWrite(contact);
  } catch (error) {
    if (VendorError.is(error)) return error;
    throw error;
  }
}

/** Salesforce refuses an external id that comes twice: the later write's fields go over the earlier's. */
function mergeDuplicates(writes: readonly (ContactWrite | Error)[]): Map<string, ContactWrite> {
  const merged = new Map<string, ContactWrite>();
  for (const write of writes) {
    if (write instanceof Error) continue;
    const { key, fields } = write;
    merged.set(key, { key, fields: { ...merged.get(key)?.fields, ...fields } });
  }
  return merged;
}
