import { type Connector, oneByOne } from '@selvedge/connector-api';
import { BATCH_READ_LIMIT, batchRead, readByIds } from './batch-read.js';
import { CONTACT_FIELD_SETS, contactPropertiesFor } from './contact-field-sets.js';
import { contactUpsert } from './contact-upsert.js';
import { contactsByPhone } from './contacts-by-phone.js';
import { mapObject, mapPage } from './map-objects.js';
import { objectPage } from './object-page.js';
import type { Paths } from './paths.js';
import { addressesOf, contactOf } from './records.js';

/** Contacts as objects of the CRM, the same for all majors but the first. */
export const contactCapabilities = (paths: Paths) =>
  ({
    'contact.byId': {
      maxBatch: BATCH_READ_LIMIT,
      fieldSets: CONTACT_FIELD_SETS,
      run: async (ids, call) => {
        const objects = await readByIds(ids, call, {
          objects: paths.objects('contacts'),
          properties: contactPropertiesFor(call.fieldSet),
        });
        return objects.map((object) => mapObject(object, contactOf));
      },
    },
    'contact.byEmail': {
      maxBatch: BATCH_READ_LIMIT,
      fieldSets: CONTACT_FIELD_SETS,
      run: async (emails, call) => {
        // HubSpot keeps addresses in lower case.
        const keys = emails.map((email) => email.trim().toLowerCase());
        const known = keys.filter((key) => key !== '');
        const what = {
          objects: paths.objects('contacts'),
          properties: contactPropertiesFor(call.fieldSet),
          idProperty: 'email',
        } as const;
        const { objects, failures } = await batchRead(known, call, what);
        const contacts = objects.map((object) => ({ object, addresses: addressesOf(object.properties) }));
        return keys.map((key) => {
          const found = contacts.find(({ addresses }) => addresses.has(key));
          return mapObject(found?.object ?? failures.get(key) ?? null, contactOf);
        });
      },
    },
    'contact.byPhone': contactsByPhone(paths),
    'contact.page': {
      maxBatch: 1,
      fieldSets: CONTACT_FIELD_SETS,
      run: oneByOne(async (input, call) =>
        mapPage(
          await objectPage(input, call, paths.objects('contacts'), contactPropertiesFor(call.fieldSet)),
          contactOf,
        ),
      ),
    },
    'contact.upsert': contactUpsert(paths),
  }) satisfies Connector['capabilities'];
