import { type Connector, oneByOne } from '@selvedge/connector-api';
import {
  addressesOf,
  BATCH_READ_LIMIT,
  batchRead,
  CONTACT_PROPERTIES,
  contactOf,
  mapObject,
  mapPage,
  objectPage,
  readByIds,
} from '@selvedge/hubspot-crm';
import { contactUpsert } from './contact-upsert.js';
import { contactsByPhone } from './contacts-by-phone.js';

/** Contacts through CRM v3. */
export const contactCapabilities = {
  'contact.byId': {
    maxBatch: BATCH_READ_LIMIT,
    run: async (ids, call) => {
      const objects = await readByIds(ids, call, { object: 'contacts', properties: CONTACT_PROPERTIES });
      return objects.map((object) => mapObject(object, contactOf));
    },
  },
  'contact.byEmail': {
    maxBatch: BATCH_READ_LIMIT,
    run: async (emails, call) => {
      // HubSpot keeps addresses in lower case.
      const keys = emails.map((email) => email.trim().toLowerCase());
      const known = keys.filter((key) => key !== '');
      const what = { object: 'contacts', properties: CONTACT_PROPERTIES, idProperty: 'email' } as const;
      const { objects, failures } = await batchRead(known, call, what);
      const contacts = objects.map((object) => ({ object, addresses: addressesOf(object.properties) }));
      return keys.map((key) => {
        const found = contacts.find(({ addresses }) => addresses.has(key));
        return mapObject(found?.object ?? failures.get(key) ?? null, contactOf);
      });
    },
  },
  'contact.byPhone': contactsByPhone,
  'contact.page': {
    maxBatch: 1,
    run: oneByOne(async (input, call) =>
      mapPage(await objectPage(input, call, 'contacts', CONTACT_PROPERTIES), contactOf),
    ),
  },
  'contact.upsert': contactUpsert,
} satisfies Connector['capabilities'];
