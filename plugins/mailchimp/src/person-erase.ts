import { type Call, type CapabilityImplementation, oneByOne, VendorError } from '@selvedge/connector-api';
import type { ErasureOutcome } from '@selvedge/schema';
import { z } from 'zod';
import { absentAsNull } from './absent-as-null.js';
import { membershipsOf } from './memberships.js';

/** Erases an address for good from every list in which the search finds it. */
export const personErase: CapabilityImplementation<'person.erase'> = {
  maxBatch: 1,
  run: oneByOne(async ({ email }, call): Promise<ErasureOutcome> => {
    const ids = new Set<string>();
    for (let isDone = false; !isDone; ) {
      const { members, complete } = await membershipsOf(email, call);
      const erasedBefore = ids.size;
      for (const { list_id: listId, id } of members) {
        if (ids.has(`${listId}:${id}`)) continue;
        await erase(listId, id, ids.size, call);
        ids.add(`${listId}:${id}`);
      }
      // What is erased leaves the search, perhaps late; the next one then tells what did not fit into this one.
      isDone = complete || ids.size === erasedBefore;
    }
    if (ids.size === 0) return { status: 'not-found', ids: [], note: null };
    return { status: 'erased', ids: [...ids], note: NOTE };
  }),
};

const NOTE =
  'The address cannot be imported into these audiences again; the person can sign up anew. Figures of sent campaigns stay, without the person.';

/** A member who has gone meanwhile is erased as well. `erased`: how many memberships are gone by now, for the message. */
async function erase(listId: string, hash: string, erased: number, call: Call): Promise<void> {
  try {
    await absentAsNull(
      call.fetch({
        method: 'POST',
        path: `/3.0/lists/${encodeURIComponent(listId)}/members/${encodeURIComponent(hash)}/actions/delete-permanent`,
        idempotent: true,
        answer: z.unknown(),
      }),
    );
  } catch (error) {
    if (!VendorError.is(error)) throw error;
    const isStuck = error.failure.class === 'invalid' && error.failure.vendorCode === 'Method Not Allowed';
    const hint = isStuck ? ' Mailchimp does not let this member be removed: ask its support.' : '';
    const message = `Erased ${erased} memberships of the address, then failed in audience ${listId}: ${error.message}.${hint}`;
    throw new VendorError({ ...error.failure, message }, { cause: error });
  }
}
