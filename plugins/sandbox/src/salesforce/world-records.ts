import type { World } from '../world/world.js';
import { OBJECTS, type ObjectType } from './object-types.js';
import { makeId } from './record-id.js';
import type { FieldValue, SObject } from './sobject.js';

/** What Salesforce knows of the world, by type. */
export function worldRecords(world: World): Record<ObjectType, SObject[]> {
  const owners = new Map(world.ownerships.map(({ personIndex, ownerIndex }) => [personIndex, ownerIndex]));
  const people = new Map(world.people.map((person) => [person.index, person]));
  const ownerOf = (personIndex: number) => idOf('User', owners.get(personIndex) ?? 1);
  const companyOf = (index: number | null) => (index === null ? null : idOf('Account', index));
  const buyers = new Map(
    world.salesforcePeople.flatMap(({ object, personIndex }) => (object === 'Contact' ? [[personIndex, true]] : [])),
  );

  const persons = world.salesforcePeople.map((known) => {
    const person = people.get(known.personIndex);
    const company = world.companies[(person?.companyIndex ?? 0) - 1];
    const isLead = known.object === 'Lead';
    return record(known.object, known.personIndex, known, {
      Name: `${known.givenName} ${known.familyName}`,
      FirstName: known.givenName,
      LastName: known.familyName,
      Email: known.email,
      Phone: known.phone,
      LeadSource: known.leadSource,
      OwnerId: ownerOf(known.personIndex),
      MQL_Date__c: person?.becameMqlAt ?? null,
      SQL_Date__c: person?.becameSqlAt ?? null,
      ...(isLead
        ? { Company: company?.name ?? '[not provided]', Status: 'Open - Not Contacted', IsConverted: false }
        : { AccountId: companyOf(person?.companyIndex ?? null), Email_Key__c: known.email.toLowerCase() }),
    });
  });

  return {
    Account: world.companies.map((company) =>
      record('Account', company.index, company, {
        Name: company.name,
        Website: websiteOf(company.index, company.domain),
        OwnerId: idOf('User', 1),
      }),
    ),
    Contact: persons.filter(({ id }) => id.startsWith(OBJECTS.Contact.prefix)),
    Lead: persons.filter(({ id }) => id.startsWith(OBJECTS.Lead.prefix)),
    Opportunity: world.opportunities.map((sale) =>
      record('Opportunity', sale.index, sale, {
        Name: sale.name,
        AccountId: companyOf(sale.companyIndex),
        OwnerId: ownerOf(sale.personIndex),
        Amount: Number(sale.amount),
        CurrencyIsoCode: sale.currency,
        StageName: sale.stage,
        CloseDate: sale.closeDate,
        IsClosed: sale.stage.startsWith('Closed'),
        IsWon: sale.won,
      }),
    ),
    OpportunityContactRole: world.opportunities
      .filter(({ personIndex }) => buyers.has(personIndex))
      .map((sale) =>
        record('OpportunityContactRole', sale.index, sale, {
          OpportunityId: idOf('Opportunity', sale.index),
          ContactId: idOf('Contact', sale.personIndex),
          Role: 'Decision Maker',
          IsPrimary: true,
        }),
      ),
    User: world.owners.map((owner) =>
      record('User', owner.index, owner, {
        Name: `${owner.givenName} ${owner.familyName}`,
        FirstName: owner.givenName,
        LastName: owner.familyName,
        Email: owner.email,
        Username: owner.email,
        IsActive: true,
      }),
    ),
  };
}

function record(
  type: ObjectType,
  serial: number,
  times: { createdAt: number; updatedAt: number },
  fields: Readonly<Record<string, FieldValue>>,
): SObject {
  const { createdAt, updatedAt } = times;
  const id = idOf(type, serial);
  const system = { Id: id, IsDeleted: false, CreatedDate: createdAt, LastModifiedDate: updatedAt };
  return { id, deleted: false, values: { ...system, SystemModstamp: updatedAt, ...fields } };
}

function idOf(type: ObjectType, serial: number): string {
  return makeId(OBJECTS[type].prefix, serial);
}

/** As people type it. */
function websiteOf(index: number, domain: string): string {
  return [`https://www.${domain}`, `www.${domain}`, `https://${domain}/`, domain][index % 4] ?? domain;
}
