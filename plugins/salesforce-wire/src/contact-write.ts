import { invalid } from '@selvedge/connector-api';
import type { ContactUpsert } from '@selvedge/schema';
import { emailKey } from './contact-by-email.js';

/** One contact to write. */
export interface ContactWrite {
  /** Value of the external id field: the e-mail address in lower case. */
  key: string;
  /** By API name; null clears, what is left out stays. */
  fields: Readonly<Record<string, string | null>>;
}

/** Throws `invalid` for what Salesforce has no place for. */
export function contactWrite(contact: ContactUpsert): ContactWrite {
  const { email, givenName, familyName, phone, lifecycleStage } = contact;
  const key = emailKey(email);
  if (key === '') throw invalid('A contact needs an e-mail address, but got none.');
  if (lifecycleStage) {
    throw invalid(`Salesforce has no lifecycle stage to write; leave out lifecycleStage (${lifecycleStage}).`);
  }
  const fields = { Email: email.trim(), FirstName: givenName, LastName: familyName, Phone: phone };
  const given = Object.entries(fields).filter((entry): entry is [string, string | null] => entry[1] !== undefined);
  return { key, fields: Object.fromEntries(given) };
}
