import type { SharedRecords } from './base-table.js';
import type { CrmRecord } from './crm-record.js';

export interface TablePage {
  records: CrmRecord[];
  /** Id at which the next page starts; null on the last. */
  next: number | null;
}

/** One account's objects of one type: the shared world, and over it what this account has written. */
export class Table {
  readonly #base: SharedRecords;
  readonly #written = new Map<number, CrmRecord>();
  /** Null: the address is free again in this account. */
  readonly #emails = new Map<string, number | null>();
  readonly #erased = new Set<number>();
  readonly #blocklist = new Set<string>();
  #nextId: number;

  constructor(base: SharedRecords) {
    this.#base = base;
    this.#nextId = base.lastId + 1;
  }

  /** A live or archived object. */
  get(id: number): CrmRecord | undefined {
    return this.#erased.has(id) ? undefined : (this.#written.get(id) ?? this.#base.get(id));
  }

  /** A live object. */
  find(id: number): CrmRecord | undefined {
    const record = this.get(id);
    return record?.archivedAt === null ? record : undefined;
  }

  /** A live object by its `email`, in any case. */
  findByEmail(email: string): CrmRecord | undefined {
    const key = email.toLowerCase();
    const written = this.#emails.get(key);
    const id = written === undefined ? this.#base.idByEmail(key) : written;
    return id === undefined || id === null ? undefined : this.find(id);
  }

  /** Live objects with `id >= from`, ascending. */
  *live(from = 0): Iterable<CrmRecord> {
    for (const record of this.#base.from(from)) {
      const current = this.get(record.id);
      if (current?.archivedAt === null) yield current;
    }
    // New ids only grow, so insertion order is id order.
    for (const record of this.#written.values()) {
      if (record.id > this.#base.lastId && record.id >= from && record.archivedAt === null) yield record;
    }
  }

  /** Archived objects with `id >= from`, ascending. */
  archived(from = 0): CrmRecord[] {
    return [...this.#written.values()]
      .filter((record) => record.archivedAt !== null && record.id >= from)
      .sort((one, other) => one.id - other.id);
  }

  page({ from, limit, archived = false }: { from: number; limit: number; archived?: boolean }): TablePage {
    const records: CrmRecord[] = [];
    for (const record of archived ? this.archived(from) : this.live(from)) {
      if (records.length === limit) return { records, next: (records.at(-1)?.id ?? 0) + 1 };
      records.push(record);
    }
    return { records, next: null };
  }

  /** Ids of everything this account has written. */
  writtenIds(): Iterable<number> {
    return this.#written.keys();
  }

  newId(): number {
    const id = this.#nextId;
    this.#nextId += 1;
    return id;
  }

  /** Puts a new version of an object in place. */
  save(record: CrmRecord): void {
    const before = this.get(record.id);
    if (before?.values.email !== undefined) this.#emails.set(before.values.email.toLowerCase(), null);
    if (record.values.email !== undefined && record.archivedAt === null) {
      this.#emails.set(record.values.email.toLowerCase(), record.id);
    }
    this.#written.set(record.id, record);
  }

  /** Takes an object away for good. */
  erase(record: CrmRecord): void {
    if (record.values.email !== undefined) this.#emails.set(record.values.email.toLowerCase(), null);
    this.#written.delete(record.id);
    this.#erased.add(record.id);
  }

  /** Lets no object be created with this address any more. */
  block(email: string): void {
    this.#blocklist.add(email.toLowerCase());
  }

  isBlocked(email: string): boolean {
    return this.#blocklist.has(email.toLowerCase());
  }
}
