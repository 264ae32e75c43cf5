import type { World } from '../world/world.js';
import { OBJECT_TYPES, OBJECTS, type ObjectType } from './object-types.js';
import { BaseTable, Table } from './table.js';
import { worldRecords } from './world-records.js';

/** Rows of a query that are still to be fetched. */
export interface Locator {
  rows: readonly Record<string, unknown>[];
  batchSize: number;
}

/** One account: its records, and the queries it has open. */
export interface Org {
  tables: Readonly<Record<ObjectType, Table>>;
  locators: Map<string, Locator>;
}

/** All accounts of Salesforce: one shared world, made when first looked at, each account with its own writes. */
export class Orgs {
  readonly #world: World;
  readonly #orgs = new Map<string, Org>();
  #base: Readonly<Record<ObjectType, BaseTable>> | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** The account of that name; every name exists. */
  org(name: string): Org {
    const known = this.#orgs.get(name);
    if (known) return known;
    const base = this.#shared();
    const tables = ofEachType((type) => new Table(base[type], OBJECTS[type].prefix));
    const org = { tables, locators: new Map() };
    this.#orgs.set(name, org);
    return org;
  }

  #shared(): Readonly<Record<ObjectType, BaseTable>> {
    if (this.#base) return this.#base;
    const records = worldRecords(this.#world);
    this.#base = ofEachType((type) => new BaseTable(records[type]));
    return this.#base;
  }
}

function ofEachType<T>(make: (type: ObjectType) => T): Record<ObjectType, T> {
  return Object.fromEntries(OBJECT_TYPES.map((type) => [type, make(type)])) as Record<ObjectType, T>;
}
