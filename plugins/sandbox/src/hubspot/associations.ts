import type { WorldDeal } from '../world/world.js';
import type { ObjectType } from './object-types.js';
import type { Table } from './table.js';
import type { HubSpotPerson } from './world-records.js';

/** Who belongs to whom in the world, indexed once. Ids are HubSpot's. */
export class WorldAssociations {
  readonly contactsByCompany = new Map<number, number[]>();
  readonly contactsByDeal = new Map<number, number[]>();
  readonly companiesByDeal = new Map<number, number[]>();
  readonly dealsByContact = new Map<number, number[]>();
  readonly dealsByCompany = new Map<number, number[]>();

  constructor(
    people: readonly HubSpotPerson[],
    deals: readonly WorldDeal[],
    companyIdOf: (index: number | null) => number | null,
  ) {
    const contactIds = new Map(people.map((person) => [person.index, person.hubspot.id]));
    for (const person of people) link(this.contactsByCompany, companyIdOf(person.companyIndex), person.hubspot.id);
    for (const deal of deals) {
      const contactId = contactIds.get(deal.personIndex) ?? null;
      const companyId = companyIdOf(deal.companyIndex);
      link(this.contactsByDeal, deal.id, contactId);
      link(this.companiesByDeal, deal.id, companyId);
      link(this.dealsByContact, contactId, deal.id);
      link(this.dealsByCompany, companyId, deal.id);
    }
  }
}

/** The same as one account sees it: archived objects have no associations, `associatedcompanyid` may be rewritten. */
export class AccountAssociations {
  readonly #world: WorldAssociations;
  readonly #tables: Readonly<Record<ObjectType, Table>>;

  constructor(world: WorldAssociations, tables: Readonly<Record<ObjectType, Table>>) {
    this.#world = world;
    this.#tables = tables;
  }

  /** Ids of the live `to` objects of one `from` object, ascending. */
  idsOf(from: ObjectType, to: ObjectType, id: number): number[] {
    if (!this.#tables[from].find(id)) return [];
    return this.#candidates(from, to, id)
      .filter((candidate) => this.#tables[to].find(candidate))
      .sort((one, other) => one - other);
  }

  #candidates(from: ObjectType, to: ObjectType, id: number): number[] {
    switch (`${from} ${to}` as const) {
      case 'contacts companies':
        return this.#companyOf(id);
      case 'companies contacts':
        return this.#contactsOf(id);
      case 'contacts deals':
        return [...(this.#world.dealsByContact.get(id) ?? [])];
      case 'companies deals':
        return [...(this.#world.dealsByCompany.get(id) ?? [])];
      case 'deals contacts':
        return [...(this.#world.contactsByDeal.get(id) ?? [])];
      case 'deals companies':
        return [...(this.#world.companiesByDeal.get(id) ?? [])];
      default:
        return [];
    }
  }

  #companyOf(contactId: number): number[] {
    const companyId = this.#tables.contacts.find(contactId)?.values.associatedcompanyid;
    return companyId === undefined ? [] : [Number(companyId)];
  }

  #contactsOf(companyId: number): number[] {
    const written = this.#tables.contacts.writtenIds();
    const candidates = new Set([...(this.#world.contactsByCompany.get(companyId) ?? []), ...written]);
    return [...candidates].filter((contactId) => this.#companyOf(contactId).includes(companyId));
  }
}

function link(index: Map<number, number[]>, from: number | null, to: number | null): void {
  if (from === null || to === null) return;
  const linked = index.get(from);
  if (linked) linked.push(to);
  else index.set(from, [to]);
}
