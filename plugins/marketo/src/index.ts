import { defineConnector } from '@selvedge/connector-api';
import { classify } from './classify.js';
import { contactUpsert } from './contact-upsert.js';
import { contactsByEmail, contactsById } from './contacts.js';
import { personErase } from './person-erase.js';
import { dailyCallsSetting, quota } from './quota.js';

/** Marketo Engage: leads by id and by address, written and erased. */
export default defineConnector({
  id: 'marketo',
  // Each subscription has a host of its own, which its connection names.
  baseUrl: 'https://munchkin-id.mktorest.com',
  credential: { type: 'bearer' },
  settings: {
    dailyCalls: dailyCallsSetting,
    stageField: {
      description: "API name of the lead's field that holds the lifecycle stage; Marketo has none of its own.",
      required: false,
    },
  },
  // Permissions of the API user's role.
  scopes: ['Read-Only Lead', 'Read-Write Lead'],
  personalData: ['Contact.emails', 'Contact.givenName', 'Contact.familyName', 'Contact.phones'],
  concurrency: 10,
  quota,
  classify: (answer) => classify(answer),
  capabilities: {
    'contact.byId': contactsById,
    'contact.byEmail': contactsByEmail,
    'contact.upsert': contactUpsert,
    'person.erase': personErase,
  },
});
