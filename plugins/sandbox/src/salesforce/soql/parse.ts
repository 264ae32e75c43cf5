import { fieldNamed, type ObjectDefinition, objectNamed } from '../object-types.js';
import { SalesforceError } from '../salesforce-error.js';
import type { SObject } from '../sobject.js';
import { type Comparable, comparable, literalOf, type Operator, passing } from './comparison.js';
import { malformedQuery, type Token, tokensOf } from './tokens.js';

export interface Query {
  definition: ObjectDefinition;
  fields: readonly string[];
  holds: (record: SObject) => boolean;
  order: readonly { field: string; descending: boolean; nullsLast: boolean }[];
  limit: number;
}

type Predicate = Query['holds'];

const OPERATORS: ReadonlySet<string> = new Set<Operator>(['=', '!=', '<', '<=', '>', '>=']);

/** The part of SOQL that the sandbox speaks: one object, its own fields, WHERE, ORDER BY and LIMIT. */
export function parseQuery(soql: string): Query {
  const parser = new Parser(tokensOf(soql));
  return parser.query();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  query(): Query {
    this.#expect('select');
    const names = this.#list(() => this.#word());
    this.#expect('from');
    const name = this.#word();
    const definition = objectNamed(name);
    if (!definition) throw unsupportedType(name);
    const fields = names.map((field) => resolveField(definition, field));
    const holds = this.#accept('where') ? this.#either(definition) : () => true;
    const order = this.#accept('order') ? this.#order(definition) : [];
    const limit = this.#accept('limit') ? Number(this.#next().text) : Number.POSITIVE_INFINITY;
    const rest = this.#tokens[this.#at];
    if (rest || Number.isNaN(limit)) throw malformedQuery(rest?.text ?? '');
    return { definition, fields, holds, order, limit };
  }

  #either(definition: ObjectDefinition): Predicate {
    const options = [this.#all(definition)];
    while (this.#accept('or')) options.push(this.#all(definition));
    return options.length === 1 ? options[0]! : (record) => options.some((holds) => holds(record));
  }

  #all(definition: ObjectDefinition): Predicate {
    const conditions = [this.#condition(definition)];
    while (this.#accept('and')) conditions.push(this.#condition(definition));
    return (record) => conditions.every((holds) => holds(record));
  }

  #condition(definition: ObjectDefinition): Predicate {
    if (this.#accept('not')) {
      const negated = this.#condition(definition);
      return (record) => !negated(record);
    }
    if (this.#accept('(')) {
      const inner = this.#either(definition);
      this.#expect(')');
      return inner;
    }
    const field = resolveField(definition, this.#word());
    const known = definition.fields.get(field)!;
    const literal = () => literalOf(field, known, this.#next());
    const value = (record: SObject): Comparable => comparable(known, record.values[field]);
    const negated = this.#accept('not');
    if (negated || this.#peek('in')) {
      this.#expect('in');
      this.#expect('(');
      const wanted = new Set(this.#list(literal));
      this.#expect(')');
      return (record) => wanted.has(value(record)) !== negated;
    }
    const passes = passing(this.#operator(), literal());
    return (record) => passes(value(record));
  }

  #operator(): Operator {
    const { text } = this.#next();
    const name = text === '<>' ? '!=' : text.toUpperCase();
    if (name === 'LIKE' || OPERATORS.has(name)) return name as Operator;
    throw malformedQuery(text);
  }

  #order(definition: ObjectDefinition): Query['order'] {
    this.#expect('by');
    return this.#list(() => {
      const field = resolveField(definition, this.#word());
      const descending = this.#accept('desc');
      if (!descending) this.#accept('asc');
      const nulls = this.#accept('nulls');
      const nullsLast = nulls && this.#accept('last');
      if (nulls && !nullsLast) this.#expect('first');
      return { field, descending, nullsLast };
    });
  }

  #list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.#accept(',')) items.push(item());
    return items;
  }

  #word(): string {
    const token = this.#next();
    if (token.kind !== 'word') throw malformedQuery(token.text);
    return token.text;
  }

  #peek(word: string): boolean {
    const token = this.#tokens[this.#at];
    return token !== undefined && token.kind !== 'string' && token.text.toLowerCase() === word;
  }

  #accept(word: string): boolean {
    if (!this.#peek(word)) return false;
    this.#at += 1;
    return true;
  }

  #expect(word: string): void {
    if (!this.#accept(word)) throw malformedQuery(this.#tokens[this.#at]?.text ?? '');
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw malformedQuery('');
    this.#at += 1;
    return token;
  }
}

/** A field's own name. Throws as Salesforce does for one that the object does not have. */
export function resolveField(definition: ObjectDefinition, name: string): string {
  const field = fieldNamed(definition, name);
  if (field !== undefined) return field;
  throw new SalesforceError(
    400,
    'INVALID_FIELD',
    `No such column '${name}' on entity '${definition.type}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}

function unsupportedType(name: string): SalesforceError {
  return new SalesforceError(
    400,
    'INVALID_TYPE',
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name.`,
  );
}
