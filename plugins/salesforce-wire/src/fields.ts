import type { Call } from '@selvedge/connector-api';
import { COMPANY_FIELD_SETS, CONTACT_FIELD_SETS, DEAL_FIELD_SETS, fieldsOfSet } from './field-sets.js';
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

export const OWNER_FIELDS = ['Id', 'Name', 'Email', 'LastModifiedDate'] as const;

/** Fields to ask of contacts or leads, by the call's field set. A lead always tells whether it is converted. */
export function personFields(type: PersonType, call: Call): readonly string[] {
  const { mqlDate, sqlDate } = orgFields(call);
  const fields = selected(fieldsOfSet(CONTACT_FIELD_SETS, call.fieldSet), {
    emails: ['Email'],
    givenName: ['FirstName'],
    familyName: ['LastName'],
    phones: ['Phone', 'MobilePhone'],
    originalSource: ['LeadSource'],
    companyId: type === 'Contact' ? ['AccountId'] : [],
    ownerId: ['OwnerId'],
    createdAt: ['CreatedDate'],
    updatedAt: ['LastModifiedDate'],
    becameMarketingQualifiedAt: [mqlDate],
    becameSalesQualifiedAt: [sqlDate],
  });
  return type === 'Lead' ? [...fields, 'IsConverted'] : fields;
}

/** Fields to ask of accounts, by the call's field set. */
export function companyFields({ fieldSet }: Call): readonly string[] {
  return selected(fieldsOfSet(COMPANY_FIELD_SETS, fieldSet), {
    name: ['Name'],
    domain: ['Website'],
    createdAt: ['CreatedDate'],
    updatedAt: ['LastModifiedDate'],
  });
}

/**
 * Fields to ask of opportunities, by the call's field set. `CurrencyIsoCode` exists in multi-currency orgs only; the
 * setting `currency` says that this is none.
 */
export function dealFields({ fieldSet, settings }: Call): readonly string[] {
  return selected(fieldsOfSet(DEAL_FIELD_SETS, fieldSet), {
    name: ['Name'],
    amount: settings.currency ? ['Amount'] : ['Amount', 'CurrencyIsoCode'],
    stage: ['StageName'],
    won: ['IsWon'],
    closedAt: ['CloseDate'],
    createdAt: ['CreatedDate'],
    updatedAt: ['LastModifiedDate'],
  });
}

/** Salesforce's fields of some canonical fields, or of all that are known. */
function selected<F extends string>(
  wanted: readonly NoInfer<F>[] | undefined,
  fieldsOf: Readonly<Record<F, readonly string[]>>,
): readonly string[] {
  const names = wanted ?? (Object.keys(fieldsOf) as F[]);
  return ['Id', ...names.flatMap((name) => fieldsOf[name])];
}
