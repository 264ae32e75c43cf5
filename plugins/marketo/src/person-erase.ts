import { type Call, type CapabilityImplementation, malformed, type VendorError } from '@selvedge/connector-api';
import type { ErasureOutcome } from '@selvedge/schema';
import { textOf } from './contact-record.js';
import { addressKey, askable, notAskable } from './contacts.js';
import { FILTER_LIMIT, filterLeads } from './filter-leads.js';
import { inTurn } from './in-turn.js';
import { recordFailure } from './record-failure.js';
import { type RecordOutcome, writeAnswer } from './wire.js';

/** Most leads of one deletion. */
const DELETE_LIMIT = 300;
const NOTE = 'Marketo shows the lead no more; it takes it out of its database some time later and does not tell when.';
const NOBODY: ErasureOutcome = { status: 'not-found', ids: [], note: null };

/** Deletes every lead of an address: there may be several. Marketo has no other erasure. */
export const personErase: CapabilityImplementation<'person.erase'> = {
  maxBatch: FILTER_LIMIT,
  run: async (people, call) => {
    const keys = people.map(({ email }) => addressKey(email));
    const ids = await idsByAddress(call, askable(keys));
    const failures = await deleteLeads(call, [...ids.values()].flat());
    return keys.map((key) => {
      if (key.includes(',')) return notAskable();
      const own = ids.get(key);
      if (own === undefined) return NOBODY;
      const failure = own.map((id) => failures.get(id)).find((one) => one !== undefined);
      return failure ?? { status: 'accepted', ids: own.map(String), note: NOTE };
    });
  },
};

async function idsByAddress(call: Call, values: readonly string[]): Promise<Map<string, number[]>> {
  const leads = await filterLeads(call, { filterType: 'email', values, fields: ['email'] });
  const ids = new Map<string, number[]>();
  for (const { id, email } of leads) {
    const key = addressKey(textOf(email) ?? '');
    ids.set(key, [...(ids.get(key) ?? []), id]);
  }
  return ids;
}

/** Failures by lead; one that is gone by now was deleted as wanted. */
async function deleteLeads(call: Call, ids: readonly number[]): Promise<Map<number, VendorError>> {
  const failures = new Map<number, VendorError>();
  for (let at = 0; at < ids.length; at += DELETE_LIMIT) {
    const batch = ids.slice(at, at + DELETE_LIMIT);
    const { body } = await inTurn(call, () =>
      call.fetch({
        method: 'POST',
        path: '/rest/v1/leads/delete.json',
        json: { input: batch.map((id) => ({ id })) },
        idempotent: true,
        answer: writeAnswer,
      }),
    );
    for (const [index, id] of batch.entries()) {
      const failure = failureOf(body.result[index]);
      if (failure !== null) failures.set(id, failure);
    }
  }
  return failures;
}

function failureOf(outcome: RecordOutcome | undefined): VendorError | null {
  if (outcome === undefined) return malformed('Marketo did not say what became of the lead.');
  if (outcome.status === 'deleted' || outcome.reasons?.some(({ code }) => code === '1004')) return null;
  return recordFailure(outcome);
}
