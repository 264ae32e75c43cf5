import type { Call } from '@selvedge/connector-api';
import { fieldName } from './soql.js';

/** The custom fields of one org, by the connection's settings. */
export interface OrgFields {
  /** Date/Time fields of contacts and leads. */
  mqlDate: string;
  sqlDate: string;
  /** External id field of contacts: the e-mail address in lower case. */
  externalId: string;
}

/** Throws `invalid` when a setting is no field's name. */
export function orgFields({ settings }: Call): OrgFields {
  return {
    mqlDate: fieldName(settings.mqlDateField ?? 'MQL_Date__c', 'mqlDateField'),
    sqlDate: fieldName(settings.sqlDateField ?? 'SQL_Date__c', 'sqlDateField'),
    externalId: fieldName(settings.externalIdField ?? 'Email_Key__c', 'externalIdField'),
  };
}

export type PersonType = 'Contact' | 'Lead';
/** Contacts come first: of a person who is both, the contact answers. */
export const PERSON_TYPES: readonly PersonType[] = ['Contact', 'Lead'];

export const COMPANY_FIELDS = ['Id', 'Name', 'Website', 'CreatedDate', 'LastModifiedDate'] as const;
export const OWNER_FIELDS = ['Id', 'Name', 'Email', 'LastModifiedDate'] as const;

export function personFields(type: PersonType, call: Call): readonly string[] {
  const { mqlDate, sqlDate } = orgFields(call);
  return [...PERSON_FIELDS, ...(type === 'Contact' ? ['AccountId'] : ['IsConverted']), mqlDate, sqlDate];
}

/** `CurrencyIsoCode` exists in multi-currency orgs only; the setting `currency` says that this is none. */
export function dealFields({ settings }: Call): readonly string[] {
  return [...DEAL_FIELDS, ...(settings.currency ? [] : ['CurrencyIsoCode'])];
}

const PERSON_FIELDS = [
  'Id',
  'Email',
  'FirstName',
  'LastName',
  'Phone',
  'MobilePhone',
  'LeadSource',
  'OwnerId',
  'CreatedDate',
  'LastModifiedDate',
] as const;
const DEAL_FIELDS = [
  'Id',
  'Name',
  'Amount',
  'StageName',
  'IsWon',
  'CloseDate',
  'CreatedDate',
  'LastModifiedDate',
] as const;
