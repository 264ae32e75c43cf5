import { type Batch, VendorError } from '@selvedge/connector-api';
import { addressesOf, contactPropertiesFor } from '@selvedge/hubspot-crm';
import type { ContactRecord } from '@selvedge/schema';
import { legacyRecord } from './legacy-page.js';
import { contactsByVid, type LegacyContact, plainProperties } from './wire.js';

/** Contacts by vid. */
export const contactsById: Batch<string, ContactRecord> = async (ids, call) => {
  // One id that is no number would fail the whole batch.
  const vids = [...new Set(ids)].filter((id) => /^\d+$/.test(id));
  if (vids.length === 0) return ids.map(() => null);
  const { body } = await call.fetch({
    path: '/contacts/v1/contact/vids/batch',
    query: { vid: vids, property: contactPropertiesFor(call.fieldSet), propertyMode: 'value_only' },
    answer: contactsByVid,
  });
  return ids.map((id) => recordOrFailure(body[id]));
};

/** Contacts by e-mail address; the answer does not say which address found which. */
export const contactsByEmail: Batch<string, ContactRecord> = async (emails, call) => {
  // HubSpot keeps addresses in lower case.
  const keys = emails.map((email) => email.trim().toLowerCase());
  const asked = [...new Set(keys)].filter((key) => key !== '');
  if (asked.length === 0) return emails.map(() => null);
  const { body } = await call.fetch({
    path: '/contacts/v1/contact/emails/batch',
    query: { email: asked, property: contactPropertiesFor(call.fieldSet), propertyMode: 'value_only' },
    answer: contactsByVid,
  });
  const contacts = Object.values(body);
  return keys.map((key) => recordOrFailure(contacts.find((contact) => addressesOf(plainProperties(contact)).has(key))));
};

/** A value that cannot be read fails its contact alone. */
function recordOrFailure(contact: LegacyContact | undefined): ContactRecord | null | Error {
  if (contact === undefined) return null;
  try {
    return legacyRecord(contact);
  } catch (error) {
    if (VendorError.is(error)) return error;
    throw error;
  }
}
