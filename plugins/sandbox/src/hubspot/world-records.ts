import type { Person, WorldCompany, WorldDeal } from '../world/world.js';
import type { CrmRecord } from './crm-record.js';
import { searchablePhone } from './searchable-phone.js';

export type HubSpotPerson = Person & { hubspot: NonNullable<Person['hubspot']> };

/** Where a contact belongs; ids are HubSpot's. */
export interface Belonging {
  companyId: number | null;
  ownerId: number | null;
}

/** What HubSpot knows about a person of the world. */
export function contactRecord(person: HubSpotPerson, { companyId, ownerId }: Belonging): CrmRecord {
  const { hubspot } = person;
  return {
    id: hubspot.id,
    createdAt: person.createdAt,
    updatedAt: hubspot.updatedAt,
    archivedAt: null,
    values: present({
      email: hubspot.email,
      firstname: hubspot.givenName,
      lastname: hubspot.familyName,
      phone: hubspot.phone,
      lifecyclestage: person.stage,
      hs_analytics_source: person.source,
      associatedcompanyid: companyId,
      hubspot_owner_id: ownerId,
      createdate: person.createdAt,
      lastmodifieddate: hubspot.updatedAt,
      hs_object_id: hubspot.id,
      hs_lifecyclestage_marketingqualifiedlead_date: person.becameMqlAt,
      hs_lifecyclestage_salesqualifiedlead_date: person.becameSqlAt,
      hs_searchable_calculated_phone_number: hubspot.phone === null ? null : searchablePhone(hubspot.phone),
    }),
  };
}

export function companyRecord(company: WorldCompany): CrmRecord {
  return {
    id: company.id,
    createdAt: company.createdAt,
    updatedAt: company.updatedAt,
    archivedAt: null,
    values: present({
      name: company.name,
      domain: company.domain,
      createdate: company.createdAt,
      hs_lastmodifieddate: company.updatedAt,
      hs_object_id: company.id,
    }),
  };
}

export function dealRecord(deal: WorldDeal): CrmRecord {
  return {
    id: deal.id,
    createdAt: deal.createdAt,
    updatedAt: deal.updatedAt,
    archivedAt: null,
    values: present({
      dealname: deal.name,
      amount: deal.amount,
      deal_currency_code: deal.currency,
      dealstage: deal.stage,
      pipeline: 'default',
      closedate: deal.closedAt,
      hs_is_closed_won: String(deal.won),
      createdate: deal.createdAt,
      hs_lastmodifieddate: deal.updatedAt,
      hs_object_id: deal.id,
    }),
  };
}

function present(values: Record<string, string | number | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, String(value)]])),
  );
}
