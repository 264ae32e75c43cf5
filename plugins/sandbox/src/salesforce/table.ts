import { makeId, shortId } from './record-id.js';
import type { SObject } from './sobject.js';

/** Records of one type that all accounts share and none changes, ascending by id. */
export class BaseTable {
  readonly records: readonly SObject[];
  readonly #byId: ReadonlyMap<string, SObject>;

  constructor(records: readonly SObject[]) {
    this.records = [...records].sort((one, other) => (one.id < other.id ? -1 : 1));
    this.#byId = new Map(this.records.map((record) => [record.id.slice(0, 15), record]));
  }

  get(short: string): SObject | undefined {
    return this.#byId.get(short);
  }
}

/** Ids of what accounts create; the world's serials stay below. */
const FIRST_OWN_SERIAL = 10_000_000;

/** One account's records of one type: the shared world, and over it what this account has written. */
export class Table {
  readonly #base: BaseTable;
  readonly #prefix: string;
  readonly #written = new Map<string, SObject>();
  readonly #byText = new Map<string, Map<string, Set<string>>>();
  #created = 0;

  constructor(base: BaseTable, prefix: string) {
    this.#base = base;
    this.#prefix = prefix;
  }

  /** A record, live or deleted, by its id of 15 or 18 characters. */
  get(id: string): SObject | undefined {
    const short = shortId(id);
    return short === null ? undefined : (this.#written.get(short) ?? this.#base.get(short));
  }

  /** Records, ascending by id. */
  *all(): Iterable<SObject> {
    const { records } = this.#base;
    for (const record of records) yield this.#written.get(record.id.slice(0, 15)) ?? record;
    for (const [short, record] of this.#written) if (this.#base.get(short) === undefined) yield record;
  }

  /** Live records in whose field the text stands, in any case, ascending by id. */
  withText(field: string, text: string): SObject[] {
    const wanted = text.toLowerCase();
    const ids = [...(this.#indexOf(field).get(wanted) ?? [])].sort();
    return ids.flatMap((short) => {
      const record = this.get(short);
      return record && !record.deleted && textOf(record, field) === wanted ? [record] : [];
    });
  }

  /** Made when a field is first searched; an entry may be outdated, so what it leads to is looked at. */
  #indexOf(field: string): Map<string, Set<string>> {
    const known = this.#byText.get(field);
    if (known !== undefined) return known;
    const index = new Map<string, Set<string>>();
    for (const record of this.all()) enter(index, record, field);
    this.#byText.set(field, index);
    return index;
  }

  newId(): string {
    this.#created += 1;
    return makeId(this.#prefix, FIRST_OWN_SERIAL + this.#created);
  }

  /** Puts a new version of a record in place. */
  save(record: SObject): void {
    this.#written.set(record.id.slice(0, 15), record);
    for (const [field, index] of this.#byText) enter(index, record, field);
  }
}

function textOf({ values }: SObject, field: string): string | null {
  const value = values[field];
  return typeof value === 'string' ? value.toLowerCase() : null;
}

function enter(index: Map<string, Set<string>>, record: SObject, field: string): void {
  const text = textOf(record, field);
  if (text === null) return;
  const ids = index.get(text) ?? new Set<string>();
  index.set(text, ids.add(record.id.slice(0, 15)));
}
