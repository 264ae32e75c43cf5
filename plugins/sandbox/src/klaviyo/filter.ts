import { invalidParameter } from './klaviyo-error.js';

export type FilterOperator = 'equals' | 'any' | 'contains-any' | 'greater-than' | 'less-than';

/** One condition, e.g. `any(email,["a@example.org"])`; a scalar comes as a list of one. */
export interface Condition {
  operator: string;
  field: string;
  values: readonly string[];
}

/** Which operators a field takes. */
export type Filterable = Readonly<Record<string, readonly FilterOperator[]>>;

/**
 * The conditions of a filter, all of which must hold: joined by commas or wrapped in `and(…)`.
 *
 * @throws KlaviyoError 400 for what cannot be read, and for a field or operator that the operation does not filter by.
 */
export function parseFilter(text: string | undefined, filterable: Filterable): readonly Condition[] {
  if (text === undefined || text === '') return [];
  const reader = new FilterReader(text);
  const conditions = reader.conditions();
  for (const { field, operator } of conditions) {
    if (!filterable[field]?.some((allowed) => allowed === operator)) {
      throw invalidParameter('filter', `Cannot filter by ${operator}(${field}).`);
    }
  }
  return conditions;
}

class FilterReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The whole text. */
  conditions(): Condition[] {
    const found = this.#list(() => this.#condition());
    if (this.#at < this.#text.length) throw this.#unreadable();
    return found.flat();
  }

  #condition(): Condition[] {
    const operator = this.#match(/[a-z-]+/y);
    this.#expect('(');
    if (operator === 'and') {
      const nested = this.#list(() => this.#condition());
      this.#expect(')');
      return nested.flat();
    }
    const field = this.#match(/[\w.]+/y);
    this.#expect(',');
    const values = this.#values();
    this.#expect(')');
    return [{ operator, field, values }];
  }

  #values(): string[] {
    if (this.#text[this.#at] !== '[') return [this.#value()];
    this.#expect('[');
    const values = this.#text[this.#at] === ']' ? [] : this.#list(() => this.#value());
    this.#expect(']');
    return values;
  }

  #value(): string {
    const literal = this.#match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,()[\]"']+/y);
    return /^["']/.test(literal) ? literal.slice(1, -1).replaceAll(/\\(.)/g, '$1') : literal.trim();
  }

  #list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.#text[this.#at] === ',') {
      this.#at += 1;
      items.push(read());
    }
    return items;
  }

  #match(form: RegExp): string {
    form.lastIndex = this.#at;
    const found = form.exec(this.#text)?.[0];
    if (found === undefined) throw this.#unreadable();
    this.#at += found.length;
    return found;
  }

  #expect(mark: string): void {
    if (this.#text[this.#at] !== mark) throw this.#unreadable();
    this.#at += 1;
  }

  #unreadable() {
    return invalidParameter('filter', `The filter cannot be read at position ${this.#at}.`);
  }
}
