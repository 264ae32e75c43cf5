import { type CapabilityImplementation, invalid, oneByOne } from '@selvedge/connector-api';
import { contactProperties } from '@selvedge/hubspot-crm';
import { createdOrUpdated } from './wire.js';

/**
 * Writes a contact by e-mail address. The legacy batch answers no ids, so there is one call a contact. Sending it
 * twice is harmless, but then the second answer says `created: false`.
 */
export const legacyUpsert: CapabilityImplementation<'contact.upsert'> = {
  maxBatch: 1,
  run: oneByOne(async (contact, call) => {
    const email = contact.email.trim();
    if (email === '') throw invalid('A contact needs an e-mail address, but got none.');
    const properties = Object.entries(contactProperties(contact)).map(([property, value]) => ({ property, value }));
    const { body } = await call.fetch({
      method: 'POST',
      path: `/contacts/v1/contact/createOrUpdate/email/${encodeURIComponent(email)}`,
      json: { properties },
      idempotent: true,
      answer: createdOrUpdated,
    });
    return { id: String(body.vid), created: body.isNew };
  }),
};
