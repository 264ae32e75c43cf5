import { type CapabilityImplementation, invalid, VendorError } from '@selvedge/connector-api';
import type { ContactRecord } from '@selvedge/schema';
import { CONTACT_FIELD_SETS, contactOf, fieldsToAsk, textOf } from './contact-record.js';
import { FILTER_LIMIT, filterLeads } from './filter-leads.js';
import type { Lead } from './wire.js';

/** Ids are 32-bit numbers; one that is none would fail its whole batch. */
const LARGEST_ID = 2_147_483_647;

/** Contacts by lead id. */
export const contactsById: CapabilityImplementation<'contact.byId'> = {
  maxBatch: FILTER_LIMIT,
  fieldSets: CONTACT_FIELD_SETS,
  run: async (ids, call) => {
    const { stageField } = call.settings;
    const values = [...new Set(ids)].filter((id) => /^\d+$/.test(id) && Number(id) <= LARGEST_ID);
    const leads = await filterLeads(call, { filterType: 'id', values, fields: fieldsToAsk(call) });
    const byId = new Map(leads.map((lead) => [String(lead.id), lead]));
    return ids.map((id) => recordOrFailure(byId.get(id), stageField));
  },
};

/** Contacts by e-mail address, in any case. Of several leads with one address the last updated answers. */
export const contactsByEmail: CapabilityImplementation<'contact.byEmail'> = {
  maxBatch: FILTER_LIMIT,
  fieldSets: CONTACT_FIELD_SETS,
  run: async (emails, call) => {
    const { stageField } = call.settings;
    const keys = emails.map(addressKey);
    const fields = fieldsToAsk(call);
    const leads = await filterLeads(call, { filterType: 'email', values: askable(keys), fields });
    const newest = newestByAddress(leads);
    return keys.map((key) => (key.includes(',') ? notAskable() : recordOrFailure(newest.get(key), stageField)));
  },
};

/** Under which an address is asked and compared. */
export function addressKey(email: string): string {
  return email.trim().toLowerCase();
}

/** Addresses that can stand in a filter, each once: its values are separated by commas. */
export function askable(keys: readonly string[]): string[] {
  return [...new Set(keys)].filter((key) => key !== '' && !key.includes(','));
}

/** The failure of an address that cannot be asked for. */
export function notAskable(): VendorError {
  return invalid('Marketo cannot be asked for an address with a comma in it.');
}

function newestByAddress(leads: readonly Lead[]): Map<string, Lead> {
  const newest = new Map<string, Lead>();
  for (const lead of leads) {
    const key = addressKey(textOf(lead.email) ?? '');
    const known = newest.get(key);
    if (!known || updated(known) < updated(lead)) newest.set(key, lead);
  }
  return newest;
}

function updated({ updatedAt }: Lead): number {
  const time = Date.parse(textOf(updatedAt) ?? '');
  return Number.isNaN(time) ? 0 : time;
}

/** A value that cannot be read fails its contact alone. */
function recordOrFailure(lead: Lead | undefined, stageField: string | undefined): ContactRecord | null | Error {
  if (lead === undefined) return null;
  try {
    return contactOf(lead, stageField);
  } catch (error) {
    if (VendorError.is(error)) return error;
    throw error;
  }
}
