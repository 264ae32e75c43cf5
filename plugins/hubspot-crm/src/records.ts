import type { CompanyRecord, ContactRecord, ContactUpsert, DealRecord, PhoneNumberRecord } from '@selvedge/schema';
import { channelOf, flagOf, instantOf, moneyOf, type PropertyValue, stageOf, stageValue, textOf } from './values.js';

export type Properties = Readonly<Record<string, PropertyValue>>;

/** Properties to ask for; HubSpot gives no others. */
export const CONTACT_PROPERTIES = [
  'email',
  'hs_additional_emails',
  'firstname',
  'lastname',
  'phone',
  'mobilephone',
  'lifecyclestage',
  'hs_analytics_source',
  'associatedcompanyid',
  'hubspot_owner_id',
  'createdate',
  'lastmodifieddate',
  'hs_lifecyclestage_marketingqualifiedlead_date',
  'hs_lifecyclestage_salesqualifiedlead_date',
] as const;
export const COMPANY_PROPERTIES = ['name', 'domain', 'createdate', 'hs_lastmodifieddate'] as const;
export const DEAL_PROPERTIES = [
  'dealname',
  'amount',
  'deal_currency_code',
  'dealstage',
  'hs_is_closed_won',
  'closedate',
  'createdate',
  'hs_lastmodifieddate',
] as const;

/** A contact from its properties, whichever API gave them. */
export function contactOf(id: string, properties: Properties): ContactRecord {
  return {
    kind: 'Contact',
    id,
    emails: emailsOf(properties),
    givenName: textOf(properties.firstname),
    familyName: textOf(properties.lastname),
    phones: phonesOf(properties),
    lifecycleStage: stageOf(properties.lifecyclestage),
    originalSource: channelOf(properties.hs_analytics_source),
    companyId: textOf(properties.associatedcompanyid),
    ownerId: textOf(properties.hubspot_owner_id),
    createdAt: instantOf(properties.createdate),
    updatedAt: instantOf(properties.lastmodifieddate),
    becameMarketingQualifiedAt: instantOf(properties.hs_lifecyclestage_marketingqualifiedlead_date),
    becameSalesQualifiedAt: instantOf(properties.hs_lifecyclestage_salesqualifiedlead_date),
    links: [],
  };
}

export function companyOf(id: string, properties: Properties): CompanyRecord {
  return {
    kind: 'Company',
    id,
    name: textOf(properties.name),
    domain: textOf(properties.domain),
    createdAt: instantOf(properties.createdate),
    updatedAt: instantOf(properties.hs_lastmodifieddate),
  };
}

/** `currency`: ISO 4217 code of deals that name none, or null. */
export function dealOf(id: string, properties: Properties, currency: string | null): DealRecord {
  return {
    kind: 'Deal',
    id,
    name: textOf(properties.dealname),
    amount: moneyOf(properties.amount, textOf(properties.deal_currency_code) ?? currency),
    stage: textOf(properties.dealstage),
    won: flagOf(properties.hs_is_closed_won),
    closedAt: instantOf(properties.closedate),
    createdAt: instantOf(properties.createdate),
    updatedAt: instantOf(properties.hs_lastmodifieddate),
  };
}

/** Properties to write. A field of null is cleared, which HubSpot calls the empty string; one left out stays. */
export function contactProperties(contact: ContactUpsert): Record<string, string> {
  const { email, givenName, familyName, phone, lifecycleStage } = contact;
  const stage = lifecycleStage ? stageValue(lifecycleStage) : lifecycleStage;
  const fields = { email, firstname: givenName, lastname: familyName, phone, lifecyclestage: stage };
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, value ?? '']));
}

/** All addresses of a contact, in lower case, to compare with. */
export function addressesOf(properties: Properties): ReadonlySet<string> {
  return new Set(emailsOf(properties).map((address) => address.toLowerCase()));
}

function emailsOf({ email, hs_additional_emails: additional }: Properties): string[] {
  const all = [email, ...(additional ?? '').split(';')].map((address) => textOf(address?.trim()));
  return [...new Set(all.filter((address) => address !== null))];
}

function phonesOf({ phone, mobilephone }: Properties): PhoneNumberRecord[] {
  const [work, mobile] = [textOf(phone), textOf(mobilephone)];
  return [
    ...(work === null ? [] : [{ number: work, kind: 'WORK' as const }]),
    ...(mobile === null ? [] : [{ number: mobile, kind: 'MOBILE' as const }]),
  ];
}
