import { type CapabilityImplementation, VendorError } from '@selvedge/connector-api';
import type { ErasureOutcome } from '@selvedge/schema';
import { emailKey } from './contact-by-email.js';
import { PERSON_TYPES } from './fields.js';
import type { Generation } from './generation.js';
import { queryIn } from './query.js';
import { idOf } from './records.js';
import { textOf } from './values.js';

const NOTE =
  "In Salesforce's recycle bin, restorable for 15 days. Empty the bin, or hard-delete through the Bulk API, to erase for good.";

/**
 * Deletes every contact and lead with an e-mail address, converted leads too. REST can put them in the recycle bin
 * only. A record that Salesforce keeps fails the person, whose other records are deleted all the same.
 */
export function personErase(generation: Generation): CapabilityImplementation<'person.erase'> {
  return {
    maxBatch: generation.eraseLimit,
    // Who has the address, and the removal of a contact and a lead each.
    callsPerBatch: (people) => PERSON_TYPES.length * (1 + people),
    run: async (people, call) => {
      const keys = people.map(({ email }) => emailKey(email));
      const asked = keys.filter((key) => key !== '');
      const found = await Promise.all(
        PERSON_TYPES.map((type) =>
          queryIn(
            asked,
            (list) => `SELECT Id, Email FROM ${type} WHERE Email IN ${list} ORDER BY Id`,
            call,
            generation,
          ),
        ),
      );
      const rows = found.flat().map((row) => ({ id: idOf(row.Id), key: emailKey(textOf(row.Email) ?? '') }));
      const idsOf = Map.groupBy(rows, ({ key }) => key);
      const ids = rows.map(({ id }) => id);
      const removed = ids.length === 0 ? [] : await generation.remove(ids, call);
      const kept = new Map(ids.map((id, at) => [id, removed[at] ?? null]));
      return keys.map((key) => outcomeOf(idsOf.get(key)?.map(({ id }) => id) ?? [], kept));
    },
  };
}

function outcomeOf(ids: readonly string[], kept: ReadonlyMap<string, Error | null>): ErasureOutcome | Error {
  if (ids.length === 0) return { status: 'not-found', ids: [], note: null };
  for (const id of ids) {
    const failure = kept.get(id);
    if (!failure) continue;
    if (!VendorError.is(failure)) return failure;
    const message = `Not all of ${ids.join(', ')} were deleted; ${id} was not: ${failure.message}`;
    return new VendorError({ ...failure.failure, message }, { cause: failure });
  }
  return { status: 'recoverable', ids, note: NOTE };
}
