import type { Call } from '@selvedge/connector-api';
import { contactOf, contactPropertiesFor } from '@selvedge/hubspot-crm';
import type { ContactRecord, Page, PageInput } from '@selvedge/schema';
import { contactList, contactSearch, type LegacyContact, plainProperties } from './wire.js';

/** One page of all contacts, or of those that match a query. Cursors are the legacy API's offsets. */
export async function legacyPage(input: PageInput, call: Call): Promise<Page<ContactRecord>> {
  return input.query === undefined ? listPage(input, call) : searchPage(input.query, input, call);
}

/** A legacy contact as a canonical record. */
export function legacyRecord(contact: LegacyContact): ContactRecord {
  return contactOf(String(contact.vid), plainProperties(contact));
}

async function listPage({ first, after }: PageInput, call: Call): Promise<Page<ContactRecord>> {
  const { body } = await call.fetch({
    path: '/contacts/v1/lists/all/contacts/all',
    query: {
      count: first,
      vidOffset: after ?? undefined,
      property: contactPropertiesFor(call.fieldSet),
      propertyMode: 'value_only',
    },
    answer: contactList,
  });
  return { items: body.contacts.map(legacyRecord), next: body['has-more'] ? String(body['vid-offset']) : null };
}

async function searchPage(query: string, { first, after }: PageInput, call: Call): Promise<Page<ContactRecord>> {
  const { body } = await call.fetch({
    path: '/contacts/v1/search/query',
    query: {
      q: query,
      count: first,
      offset: after ?? undefined,
      property: contactPropertiesFor(call.fieldSet),
      propertyMode: 'value_only',
    },
    answer: contactSearch,
  });
  return { items: body.contacts.map(legacyRecord), next: body['has-more'] ? String(body.offset) : null };
}
