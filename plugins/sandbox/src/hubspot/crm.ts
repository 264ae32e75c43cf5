import type { World } from '../world/world.js';
import { AccountAssociations, WorldAssociations } from './associations.js';
import { BaseTable, type SharedRecords } from './base-table.js';
import type { ObjectType } from './object-types.js';
import { Table } from './table.js';
import { companyRecord, contactRecord, dealRecord, type HubSpotPerson } from './world-records.js';

/** One account's view of the CRM. */
export interface Account {
  tables: Readonly<Record<ObjectType, Table>>;
  associations: AccountAssociations;
}

/** All accounts of HubSpot: one shared world, each account with its own writes. */
export class Crm {
  readonly #base: Readonly<Record<ObjectType, SharedRecords>>;
  readonly #associations: WorldAssociations;
  readonly #accounts = new Map<string, Account>();

  constructor(world: World) {
    const companyIds = new Map(world.companies.map((company) => [company.index, company.id]));
    const companyIdOf = (index: number | null) => (index === null ? null : (companyIds.get(index) ?? null));
    const owners = new Map(world.owners.map((owner) => [owner.index, owner.id]));
    const ownerIds = new Map(
      world.ownerships.map(({ personIndex, ownerIndex }) => [personIndex, owners.get(ownerIndex)]),
    );
    const people = world.people.filter((person): person is HubSpotPerson => person.hubspot !== null);
    this.#base = {
      contacts: new BaseTable(people, {
        idOf: (person) => person.hubspot.id,
        toRecord: (person) => {
          const companyId = companyIdOf(person.companyIndex);
          return contactRecord(person, { companyId, ownerId: ownerIds.get(person.index) ?? null });
        },
        emailOf: (person) => person.hubspot.email,
      }),
      companies: new BaseTable(world.companies, { idOf: (company) => company.id, toRecord: companyRecord }),
      deals: new BaseTable(world.deals, { idOf: (deal) => deal.id, toRecord: dealRecord }),
    };
    this.#associations = new WorldAssociations(people, world.deals, companyIdOf);
  }

  /** The account of that name; every name exists. */
  account(name: string): Account {
    const known = this.#accounts.get(name);
    if (known) return known;
    const tables = {
      contacts: new Table(this.#base.contacts),
      companies: new Table(this.#base.companies),
      deals: new Table(this.#base.deals),
    };
    const account = { tables, associations: new AccountAssociations(this.#associations, tables) };
    this.#accounts.set(name, account);
    return account;
  }
}
