import type { CapabilityName, CapabilityTraits } from '@selvedge/schema';
import type { DifferenceClass } from '../model/index.js';
import { classify } from './classify.js';
import { matchLists } from './match-lists.js';
import { isAmount, isObject } from './readings.js';

/** One value of the candidate that is not stable's. */
export interface Difference {
  readonly coordinate: string;
  readonly class: DifferenceClass;
  readonly stable: unknown;
  readonly candidate: unknown;
}

/** What two answers to one input have in common, by field. */
export interface Comparison {
  /** Every field that both answers could be compared at, equal ones too. */
  readonly compared: ReadonlySet<string>;
  readonly differences: readonly Difference[];
}

export interface ComparedAnswers {
  readonly capability: CapabilityName;
  readonly shape: CapabilityTraits['shape'];
  /** Fields of a kind of record that were asked for, besides its id; null for all. The rest may be there or not. */
  readonly fieldsOf: (kind: string) => ReadonlySet<string> | null;
}

/**
 * Compares two canonical answers to the same input, field by field. A field of a record has the coordinate
 * `<kind>.<field>`, e.g. `Contact.emails`, whatever it was found by; plain data and what an answer as a whole has (whether a record is there, which
 * items a list has and in which order) has the capability's name, e.g. `contact.byEmail`. Money is one value. Ids are compared like the rest:
 * both versions speak of one account at the vendor, whose ids they pass on. Where records come from is not compared.
 */
export function compareAnswers(stable: unknown, candidate: unknown, asked: ComparedAnswers): Comparison {
  const { capability, shape, fieldsOf } = asked;
  const walk = new Walk(fieldsOf);
  switch (shape) {
    case 'value':
      walk.values(capability, stable, candidate);
      break;
    case 'record':
      walk.records(capability, stable, candidate);
      break;
    case 'list':
      walk.lists(capability, stable, candidate);
      break;
    case 'page': {
      const [one, other] = [isObject(stable) ? stable : null, isObject(candidate) ? candidate : null];
      walk.lists(capability, one?.items, other?.items);
      // Cursors are each version's own; whether there is one is not.
      if (one !== null && other !== null) {
        walk.leaf(`${capability}.next`, typeof one.next === 'string' || null, typeof other.next === 'string' || null);
      }
      break;
    }
    default:
      shape satisfies never;
  }
  return walk;
}

/** What the type or the gateway adds to a record. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['kind', 'source']);

class Walk implements Comparison {
  readonly compared = new Set<string>();
  readonly differences: Difference[] = [];

  readonly #fieldsOf: ComparedAnswers['fieldsOf'];
  readonly #coordinates = new Map<string, Map<string, string>>();

  constructor(fieldsOf: ComparedAnswers['fieldsOf']) {
    this.#fieldsOf = fieldsOf;
  }

  values(coordinate: string, stable: unknown, candidate: unknown): void {
    if (Array.isArray(stable) && Array.isArray(candidate)) {
      this.#items(coordinate, stable, candidate, (one, other) => this.values(coordinate, one, other));
    } else if (isObject(stable) && isObject(candidate) && !isAmount(stable) && !isAmount(candidate)) {
      this.compared.add(coordinate);
      eachField(stable, candidate, (field) => {
        this.values(this.#coordinate(coordinate, field), stable[field], candidate[field]);
      });
    } else this.leaf(coordinate, stable, candidate);
  }

  leaf(coordinate: string, stable: unknown, candidate: unknown): void {
    this.compared.add(coordinate);
    const difference = classify(stable, candidate);
    if (difference !== null) this.differences.push({ coordinate, class: difference, stable, candidate });
  }

  lists(coordinate: string, stable: unknown, candidate: unknown): void {
    if (Array.isArray(stable) && Array.isArray(candidate)) {
      this.#items(coordinate, stable, candidate, (one, other) => this.records(coordinate, one, other));
    } else this.leaf(coordinate, stable, candidate);
  }

  records(coordinate: string, stable: unknown, candidate: unknown): void {
    if (!isObject(stable) || !isObject(candidate)) {
      this.leaf(coordinate, stable, candidate);
      return;
    }
    this.leaf(coordinate, stable.kind, candidate.kind);
    const { kind } = stable;
    if (kind !== candidate.kind) return;
    const wanted = typeof kind === 'string' ? this.#fieldsOf(kind) : null;
    const owner = typeof kind === 'string' ? kind : coordinate;
    eachField(stable, candidate, (field) => {
      if (NOT_COMPARED.has(field) || (wanted !== null && field !== 'id' && !wanted.has(field))) return;
      this.values(this.#coordinate(owner, field), stable[field], candidate[field]);
    });
  }

  /** The same string each time, so that a long list costs no string for each of its items' fields. */
  #coordinate(owner: string, field: string): string {
    let fields = this.#coordinates.get(owner);
    if (fields === undefined) {
      fields = new Map();
      this.#coordinates.set(owner, fields);
    }
    let coordinate = fields.get(field);
    if (coordinate === undefined) {
      coordinate = `${owner}.${field}`;
      fields.set(field, coordinate);
    }
    return coordinate;
  }

  #items(
    coordinate: string,
    stable: readonly unknown[],
    candidate: readonly unknown[],
    compare: (one: unknown, other: unknown) => void,
  ): void {
    this.compared.add(coordinate);
    const { pairs, missing, extra, isReordered } = matchLists(stable, candidate);
    for (const item of missing) this.leaf(coordinate, item, null);
    for (const item of extra) this.leaf(coordinate, null, item);
    if (isReordered) this.differences.push({ coordinate, class: 'order', stable, candidate });
    for (const [one, other] of pairs) compare(one, other);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Calls back for each field that either has. */
function eachField(one: Fields, other: Fields, visit: (field: string) => void): void {
  for (const field of Object.keys(one)) visit(field);
  for (const field of Object.keys(other)) if (!Object.hasOwn(one, field)) visit(field);
}
