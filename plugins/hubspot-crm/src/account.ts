import type { Connector } from '@selvedge/connector-api';
import { classify } from './classify.js';
import { quota, timeZoneSetting } from './quota.js';

/** What contacts, companies, deals, owners and consents need of a token, whichever API they come by. */
export const PEOPLE_AND_DEALS_SCOPES: readonly string[] = [
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.deals.read',
  'crm.objects.owners.read',
  'communication_preferences.read',
];

/** What all the capabilities of CRM v3 and its successors need. */
export const CRM_SCOPES: readonly string[] = [...PEOPLE_AND_DEALS_SCOPES, 'crm.lists.read'];

/** What all majors say of HubSpot as a vendor. */
export const account = {
  id: 'hubspot',
  baseUrl: 'https://api.hubapi.com',
  credential: { type: 'bearer' },
  settings: {
    timeZone: timeZoneSetting,
    currency: {
      description: 'ISO 4217 code of deals that name no currency; without it their amount is left out.',
      required: false,
    },
  },
  personalData: [
    'Contact.emails',
    'Contact.givenName',
    'Contact.familyName',
    'Contact.phones',
    'Owner.name',
    'Owner.email',
  ],
  quota,
  classify: (answer) => classify(answer),
} satisfies Omit<Connector, 'capabilities'>;

/** What our majors have changed for callers: since 2.0.0 what is erased cannot be restored. */
export const CHANGES = { '2.0.0': ['person.erase'] } as const;
