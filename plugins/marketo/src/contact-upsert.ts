import { type Call, type CapabilityImplementation, invalid, malformed, VendorError } from '@selvedge/connector-api';
import type { ContactUpsert, ContactUpserted } from '@selvedge/schema';
import { addressKey } from './contacts.js';
import { inTurn } from './in-turn.js';
import { recordFailure } from './record-failure.js';
import { stageLabel } from './stages.js';
import { type RecordOutcome, writeAnswer } from './wire.js';

type Fields = Readonly<Record<string, string | null>>;

/**
 * Writes leads by e-mail address, one request after the other for each connection. A request that got no answer is
 * not repeated: Marketo may still be at it, and two at a time make two leads of one new address.
 */
export const contactUpsert: CapabilityImplementation<'contact.upsert'> = {
  maxBatch: 300,
  run: async (contacts, call) => {
    const fields = contacts.map((contact) => fieldsOf(contact, call.settings.stageField));
    const writes = mergeDuplicates(contacts, fields);
    const outcomes = writes.size === 0 ? [] : await send(call, [...writes.values()]);
    const byKey = new Map([...writes.keys()].map((key, index) => [key, outcomes[index]]));
    const told = new Set<string>();
    return contacts.map(({ email }, index) => {
      const refused = fields[index];
      if (refused instanceof VendorError) return refused;
      const key = addressKey(email);
      const result = resultOf(byKey.get(key), told.has(key));
      told.add(key);
      return result;
    });
  },
};

async function send(call: Call, input: readonly Fields[]): Promise<readonly RecordOutcome[]> {
  const { body } = await inTurn(call, () =>
    call.fetch({
      method: 'POST',
      path: '/rest/v1/leads.json',
      json: { action: 'createOrUpdate', lookupField: 'email', input },
      answer: writeAnswer,
    }),
  );
  return body.result;
}

/** A field of null is cleared; one left out stays. */
function fieldsOf(contact: ContactUpsert, stageField: string | undefined): Fields | VendorError {
  const { email, givenName, familyName, phone, lifecycleStage } = contact;
  if (lifecycleStage && !stageField) {
    return invalid(
      'Marketo has no lifecycle stage of its own; name the field that holds it in the setting stageField.',
    );
  }
  const stage = lifecycleStage ? stageLabel(lifecycleStage) : lifecycleStage;
  const known = { email: email.trim(), firstName: givenName, lastName: familyName, phone };
  const fields = stageField ? { ...known, [stageField]: stage } : known;
  const given = Object.entries(fields).filter((entry): entry is [string, string | null] => entry[1] !== undefined);
  return Object.fromEntries(given);
}

/** One record for each address: the later fields over the earlier. */
function mergeDuplicates(
  contacts: readonly ContactUpsert[],
  fields: readonly (Fields | VendorError)[],
): Map<string, Fields> {
  const writes = new Map<string, Fields>();
  for (const [index, { email }] of contacts.entries()) {
    const own = fields[index];
    if (own === undefined || own instanceof VendorError) continue;
    const key = addressKey(email);
    writes.set(key, { ...writes.get(key), ...own });
  }
  return writes;
}

function resultOf(outcome: RecordOutcome | undefined, isRepeat: boolean): ContactUpserted | VendorError {
  if (outcome?.status === 'skipped') return recordFailure(outcome);
  if (outcome?.id == null || !['created', 'updated'].includes(outcome.status)) {
    return malformed('Marketo did not say what became of the record.');
  }
  return { id: String(outcome.id), created: outcome.status === 'created' && !isRepeat };
}
