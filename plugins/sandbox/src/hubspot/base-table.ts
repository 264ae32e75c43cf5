import type { CrmRecord } from './crm-record.js';

/** Objects that all accounts share and none changes. */
export interface SharedRecords {
  readonly lastId: number;
  get(id: number): CrmRecord | undefined;
  /** `email` in lower case. */
  idByEmail(email: string): number | undefined;
  /** Records with `id >= from`, ascending. */
  from(from: number): Iterable<CrmRecord>;
}

/**
 * Objects of the world, as shared records. Facts become records when first looked at, so that
 * starting costs one pass over the ids.
 */
export class BaseTable<F> implements SharedRecords {
  readonly #facts: readonly F[];
  readonly #ids: readonly number[];
  readonly #toRecord: (fact: F) => CrmRecord;
  readonly #records: (CrmRecord | undefined)[];
  readonly #positions = new Map<number, number>();
  readonly #idsByEmail = new Map<string, number>();

  constructor(
    facts: readonly F[],
    {
      idOf,
      toRecord,
      emailOf,
    }: { idOf: (fact: F) => number; toRecord: (fact: F) => CrmRecord; emailOf?: (fact: F) => string },
  ) {
    this.#facts = [...facts].sort((one, other) => idOf(one) - idOf(other));
    this.#ids = this.#facts.map(idOf);
    this.#records = new Array(facts.length);
    this.#toRecord = toRecord;
    for (const [position, fact] of this.#facts.entries()) {
      this.#positions.set(idOf(fact), position);
      if (emailOf) this.#idsByEmail.set(emailOf(fact).toLowerCase(), idOf(fact));
    }
  }

  get lastId(): number {
    return this.#ids.at(-1) ?? 0;
  }

  get(id: number): CrmRecord | undefined {
    const position = this.#positions.get(id);
    return position === undefined ? undefined : this.#at(position);
  }

  idByEmail(email: string): number | undefined {
    return this.#idsByEmail.get(email);
  }

  *from(from: number): Iterable<CrmRecord> {
    for (let position = this.#firstAtLeast(from); position < this.#ids.length; position += 1) {
      const record = this.#at(position);
      if (record) yield record;
    }
  }

  #at(position: number): CrmRecord | undefined {
    const known = this.#records[position];
    if (known) return known;
    const fact = this.#facts[position];
    if (fact === undefined) return undefined;
    const record = this.#toRecord(fact);
    this.#records[position] = record;
    return record;
  }

  #firstAtLeast(id: number): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ids[middle] ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
