import { type Batch, type Call, type CapabilityImplementation, VendorError } from '@selvedge/connector-api';
import type { ContactRecord, ErasureOutcome } from '@selvedge/schema';
import { nullIfAbsent } from './absent.js';
import { BATCH_READ_LIMIT } from './batch-read.js';
import type { Paths } from './paths.js';
import { nothing } from './wire.js';

/** How one major erases. */
export interface Eraser {
  /** Finds contacts by e-mail address. */
  lookUp: Batch<string, ContactRecord>;
  /** Removes one contact by its id. */
  remove(id: string, call: Call): Promise<unknown>;
  /** What a removal comes to. */
  done: Pick<ErasureOutcome, 'status' | 'note'>;
}

/**
 * Erases people by e-mail address. The contact is always looked up first: told to erase an address that it does not
 * know, HubSpot puts it on a blocklist, and the person can never be written again.
 */
export function erasure({ lookUp, remove, done }: Eraser): CapabilityImplementation<'person.erase'> {
  return {
    maxBatch: BATCH_READ_LIMIT,
    run: async (people, call) => {
      const contacts = await lookUp(
        people.map(({ email }) => email),
        call,
      );
      const ids = new Set(contacts.flatMap((contact) => (contact && !(contact instanceof Error) ? [contact.id] : [])));
      const removals = [...ids].map(async (id) => [id, await failureOf(remove(id, call))] as const);
      const failures = new Map(await Promise.all(removals));
      return contacts.map((contact) => {
        if (contact instanceof Error) return contact;
        if (contact === null) return { status: 'not-found', ids: [], note: null };
        return failures.get(contact.id) ?? { ...done, ids: [contact.id] };
      });
    },
  };
}

/** Erasure for good, by the contact's id: an id, unlike an address, is never put on the blocklist. */
export function gdprErasure(paths: Paths, lookUp: Eraser['lookUp']): CapabilityImplementation<'person.erase'> {
  return erasure({
    lookUp,
    remove: (objectId, call) =>
      call.fetch({
        method: 'POST',
        path: `${paths.objects('contacts')}/gdpr-delete`,
        json: { objectId },
        idempotent: true,
        answer: nothing,
      }),
    done: { status: 'erased', note: null },
  });
}

/** A contact that is gone by now was removed as wanted, by whomever. */
async function failureOf(removal: Promise<unknown>): Promise<Error | null> {
  try {
    await nullIfAbsent(removal);
    return null;
  } catch (error) {
    if (VendorError.is(error)) return error;
    throw error;
  }
}
