import type { Connector } from '@selvedge/connector-api';
import { classify } from './classify.js';
import { quota } from './quota.js';

/** What all majors say of Salesforce as a vendor. */
export const account = {
  id: 'salesforce',
  // Every org has a host of its own; this one answers nobody, and its name says what to do.
  baseUrl: 'https://set-base-url-to-your-my-domain.invalid',
  credential: { type: 'bearer' },
  settings: {
    currency: {
      description:
        'ISO 4217 code of an org with one currency. Leave it out in an org with several: each deal then names its own.',
      required: false,
    },
    mqlDateField: {
      description: 'Date/Time field of contacts and leads: became a marketing qualified lead. Default MQL_Date__c.',
      required: false,
    },
    sqlDateField: {
      description: 'Date/Time field of contacts and leads: became a sales qualified lead. Default SQL_Date__c.',
      required: false,
    },
    externalIdField: {
      description:
        'Unique external id field of contacts that holds the e-mail address in lower case. Default Email_Key__c.',
      required: false,
    },
  },
  scopes: ['api'],
  personalData: [
    'Contact.emails',
    'Contact.givenName',
    'Contact.familyName',
    'Contact.phones',
    'Owner.name',
    'Owner.email',
  ],
  // Salesforce counts requests that take 20 seconds or more: 25 at a time in production, 5 in a developer org.
  concurrency: 25,
  quota,
  classify: (answer) => classify(answer),
} satisfies Omit<Connector, 'capabilities'>;
