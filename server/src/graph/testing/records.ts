import type {
  AudienceMemberRecord,
  CompanyRecord,
  ContactRecord,
  DealRecord,
  PhoneNumberRecord,
  RecordSource,
  Sourced,
} from '@selvedge/schema';

export const CRM: RecordSource = { connector: 'crm', version: '2.0.0' };
export const MAIL: RecordSource = { connector: 'mail', version: '1.2.0' };

export function contact(id: string, given: Partial<Sourced<ContactRecord>> = {}): Sourced<ContactRecord> {
  return {
    kind: 'Contact',
    source: CRM,
    id,
    emails: [`person${id}@example.org`],
    givenName: null,
    familyName: null,
    phones: [],
    lifecycleStage: null,
    originalSource: null,
    companyId: null,
    createdAt: null,
    updatedAt: null,
    becameMarketingQualifiedAt: null,
    becameSalesQualifiedAt: null,
    links: [],
    ...given,
  };
}

export function member(
  id: string,
  email: string,
  given: Partial<Sourced<AudienceMemberRecord>> = {},
): Sourced<AudienceMemberRecord> {
  return {
    kind: 'AudienceMember',
    source: MAIL,
    id,
    audienceId: 'list1',
    email,
    givenName: null,
    familyName: null,
    phones: [],
    status: 'SUBSCRIBED',
    updatedAt: null,
    links: [],
    ...given,
  };
}

export function deal(id: string, given: Partial<Sourced<DealRecord>> = {}): Sourced<DealRecord> {
  return {
    kind: 'Deal',
    source: CRM,
    id,
    name: `Deal ${id}`,
    amount: null,
    stage: null,
    won: null,
    closedAt: null,
    createdAt: null,
    updatedAt: null,
    ...given,
  };
}

export function company(id: string, name: string): Sourced<CompanyRecord> {
  return { kind: 'Company', source: CRM, id, name, domain: null, createdAt: null, updatedAt: null };
}

export function phone(number: string): PhoneNumberRecord {
  return { number, kind: 'OTHER' };
}
