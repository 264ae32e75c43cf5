import { type Call, malformed, VendorError } from '@selvedge/connector-api';
import type {
  CompanyRecord,
  ContactRecord,
  DealRecord,
  LifecycleStage,
  OwnerRecord,
  PhoneNumberRecord,
} from '@selvedge/schema';
import { CONTACT_FIELD_SETS, fieldsOfSet } from './field-sets.js';
import { type OrgFields, orgFields, type PersonType } from './fields.js';
import { recordId } from './record-id.js';
import { channelOf, domainOf, flagOf, instantOf, moneyOf, textOf } from './values.js';
import type { SObject } from './wire.js';

export type Mapping<R> = (row: SObject) => R;

/** A contact, or a lead that is not converted, as a canonical record of this connection. */
export function personOf(type: PersonType, call: Call): Mapping<ContactRecord> {
  const fields = orgFields(call);
  // No field set holds the dates by which a lead has a stage, and without them each would seem new.
  const hasStage = type === 'Lead' && fieldsOfSet(CONTACT_FIELD_SETS, call.fieldSet) === undefined;
  return (row) => ({
    kind: 'Contact',
    id: idOf(row.Id),
    emails: [textOf(row.Email)].filter((email) => email !== null),
    givenName: textOf(row.FirstName),
    familyName: textOf(row.LastName),
    phones: phonesOf(row),
    lifecycleStage: hasStage ? stageOfLead(row, fields) : null,
    originalSource: channelOf(row.LeadSource),
    companyId: type === 'Contact' ? referenceOf(row.AccountId) : null,
    ownerId: referenceOf(row.OwnerId),
    createdAt: instantOf(row.CreatedDate),
    updatedAt: instantOf(row.LastModifiedDate),
    becameMarketingQualifiedAt: instantOf(row[fields.mqlDate]),
    becameSalesQualifiedAt: instantOf(row[fields.sqlDate]),
    links: [],
  });
}

export function companyOf(row: SObject): CompanyRecord {
  return {
    kind: 'Company',
    id: idOf(row.Id),
    name: textOf(row.Name),
    domain: domainOf(row.Website),
    createdAt: instantOf(row.CreatedDate),
    updatedAt: instantOf(row.LastModifiedDate),
  };
}

/** A close date has no time: it counts as its midnight, UTC. */
export function dealOf({ settings }: Call): Mapping<DealRecord> {
  return (row) => ({
    kind: 'Deal',
    id: idOf(row.Id),
    name: textOf(row.Name),
    amount: moneyOf(row.Amount, settings.currency || row.CurrencyIsoCode),
    stage: textOf(row.StageName),
    won: flagOf(row.IsWon),
    closedAt: instantOf(row.CloseDate),
    createdAt: instantOf(row.CreatedDate),
    updatedAt: instantOf(row.LastModifiedDate),
  });
}

export function ownerOf(row: SObject): OwnerRecord {
  return {
    kind: 'Owner',
    id: idOf(row.Id),
    name: textOf(row.Name),
    email: textOf(row.Email),
    updatedAt: instantOf(row.LastModifiedDate),
  };
}

/** A record of a row; a value that cannot be read fails this element alone. */
export function mapRow<R>(row: SObject | null | Error, mapping: Mapping<R>): R | null | Error {
  if (row === null || row instanceof Error) return row;
  try {
    return mapping(row);
  } catch (error) {
    if (VendorError.is(error)) return error;
    throw error;
  }
}

/** The canonical id of a record in an answer. Throws `malformed`. */
export function idOf(text: string): string {
  const id = recordId(text);
  if (id === null) throw malformed(`Expected a record's id, but Salesforce has ${JSON.stringify(text)}.`);
  return id;
}

export function referenceOf(value: unknown): string | null {
  const text = textOf(value);
  return text === null ? null : idOf(text);
}

/** Salesforce has no lifecycle: a lead is one, and how far it came its dates tell. Of a contact nothing is known. */
function stageOfLead(row: SObject, { mqlDate, sqlDate }: OrgFields): LifecycleStage {
  if (textOf(row[sqlDate]) !== null) return 'SALES_QUALIFIED_LEAD';
  return textOf(row[mqlDate]) === null ? 'LEAD' : 'MARKETING_QUALIFIED_LEAD';
}

function phonesOf({ Phone, MobilePhone }: SObject): PhoneNumberRecord[] {
  const [work, mobile] = [textOf(Phone), textOf(MobilePhone)];
  return [
    ...(work === null ? [] : [{ number: work, kind: 'WORK' as const }]),
    ...(mobile === null ? [] : [{ number: mobile, kind: 'MOBILE' as const }]),
  ];
}
