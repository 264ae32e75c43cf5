import { type CapabilityImplementation, malformed } from '@selvedge/connector-api';
import type { ContactUpsert } from '@selvedge/schema';
import { elementFailures } from './element-errors.js';
import type { Paths } from './paths.js';
import { contactProperties } from './records.js';
import { upsertAnswer } from './wire.js';

interface Write {
  email: string;
  properties: Record<string, string>;
}

/**
 * Writes contacts by e-mail address. Each write carries a trace id, without which HubSpot refuses the whole batch
 * for one bad record. Sending it twice is harmless, but then the second answer says `created: false`.
 */
export const contactUpsert = (paths: Paths): CapabilityImplementation<'contact.upsert'> => ({
  maxBatch: 100,
  run: async (contacts, call) => {
    const writes = mergeDuplicates(contacts);
    const traces = new Map([...writes.keys()].map((key, index) => [key, String(index)]));
    const { body } = await call.fetch({
      method: 'POST',
      path: `${paths.objects('contacts')}/batch/upsert`,
      json: {
        inputs: [...writes].map(([key, { email, properties }]) => ({
          id: email,
          idProperty: 'email',
          objectWriteTraceId: traces.get(key),
          properties,
        })),
      },
      idempotent: true,
      answer: upsertAnswer,
    });
    const written = new Map(body.results.map((result) => [result.objectWriteTraceId, result]));
    const failures = elementFailures(body.errors, ['objectWriteTraceId']);
    const told = new Set<string>();
    return contacts.map(({ email }) => {
      const trace = traces.get(keyOf(email)) ?? '';
      const result = written.get(trace);
      if (result === undefined)
        return failures.get(trace) ?? malformed('HubSpot did not say what became of the record.');
      const created = result.new && !told.has(trace);
      told.add(trace);
      return { id: result.id, created };
    });
  },
});

/** HubSpot refuses a batch that names an address twice: the later write's fields go over the earlier's. */
function mergeDuplicates(contacts: readonly ContactUpsert[]): Map<string, Write> {
  const writes = new Map<string, Write>();
  for (const contact of contacts) {
    const key = keyOf(contact.email);
    const earlier = writes.get(key)?.properties;
    writes.set(key, { email: contact.email, properties: { ...earlier, ...contactProperties(contact) } });
  }
  return writes;
}

function keyOf(email: string): string {
  return email.trim().toLowerCase();
}
