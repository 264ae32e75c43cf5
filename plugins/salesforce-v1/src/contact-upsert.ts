import { type CapabilityImplementation, malformed, oneByOne } from '@selvedge/connector-api';
import { contactWrite, elementError, idOf, orgFields, saveResult, sobject } from '@selvedge/salesforce-wire';
import { ROOT } from './single-records.js';

/**
 * Writes a contact by the external id field, one call a contact. Where it updates, API versions before 46 answer
 * nothing, not even the id, which a second call reads. Sending it twice is harmless, but then the second answer says
 * `created: false`.
 */
export const contactUpsert: CapabilityImplementation<'contact.upsert'> = {
  maxBatch: 1,
  callsPerBatch: () => 2,
  run: oneByOne(async (contact, call) => {
    const { key, fields } = contactWrite(contact);
    const path = `${ROOT}/sobjects/Contact/${orgFields(call).externalId}/${encodeURIComponent(key)}`;
    const { status, body } = await call.fetch({
      method: 'PATCH',
      path,
      json: fields,
      idempotent: true,
      answer: saveResult.nullable(),
    });
    if (body === null) {
      const { body: row } = await call.fetch({ path, query: { fields: 'Id' }, answer: sobject });
      return { id: idOf(row.Id), created: false };
    }
    const [error] = body.errors;
    if (error !== undefined) throw elementError(error.statusCode, error.message ?? 'no reason given');
    if (!body.id) throw malformed('Salesforce wrote a record, but named no id.');
    return { id: idOf(body.id), created: status === 201 };
  }),
};
