import { CONTACT_PROPERTIES } from './records.js';

type Property = (typeof CONTACT_PROPERTIES)[number];

/** Addresses are asked for with every part: look-ups by address are aligned by them. */
const CARD = ['emails', 'givenName', 'familyName', 'createdAt', 'updatedAt'] as const;
const SUMMARY = [...CARD, 'phones', 'lifecycleStage', 'companyId', 'ownerId'] as const;

/** Parts of a contact that HubSpot can be asked for alone, the smallest first. */
export const CONTACT_FIELD_SETS = { card: CARD, summary: SUMMARY } as const;

const PROPERTIES_OF: Readonly<Record<(typeof SUMMARY)[number], readonly Property[]>> = {
  emails: ['email', 'hs_additional_emails'],
  givenName: ['firstname'],
  familyName: ['lastname'],
  phones: ['phone', 'mobilephone'],
  lifecycleStage: ['lifecyclestage'],
  companyId: ['associatedcompanyid'],
  ownerId: ['hubspot_owner_id'],
  createdAt: ['createdate'],
  updatedAt: ['lastmodifieddate'],
};

/** Properties to ask for, by the field set that is enough; all where none is named. */
export function contactPropertiesFor(fieldSet: string | undefined): readonly Property[] {
  if (fieldSet !== 'card' && fieldSet !== 'summary') return CONTACT_PROPERTIES;
  return CONTACT_FIELD_SETS[fieldSet].flatMap((field) => PROPERTIES_OF[field]);
}
