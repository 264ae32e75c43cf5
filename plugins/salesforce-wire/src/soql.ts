import { invalid } from '@selvedge/connector-api';

/**
 * Salesforce takes 16,384 bytes of URI and headers together, and queries only in the URI. What is left is for the
 * host, the path and the headers, of which an access token may be 2,000 bytes.
 */
export const QUERY_BYTES = 12_000;

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/** A text as a SOQL string, quotes included. Nothing in it can end the string. */
export function quote(text: string): string {
  return `'${escaped(text)}'`;
}

/** A SOQL string, for LIKE, of all values that contain the text; its own wildcards mean themselves. */
export function containing(text: string): string {
  return `'%${escaped(text).replaceAll(/[%_]/g, (wildcard) => `\\${wildcard}`)}%'`;
}

/** A SOQL date-time of an RFC 3339 instant. Throws `invalid`. */
export function dateTime(instant: string): string {
  return new Date(epochOf(instant)).toISOString();
}

/** A SOQL date: the first day that begins (UTC) at an RFC 3339 instant or after it. Throws `invalid`. */
export function firstDayFrom(instant: string): string {
  return new Date(Math.ceil(epochOf(instant) / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
}

/** A field's API name, which settings give and queries hold as it is. Throws `invalid` for anything else. */
export function fieldName(name: string, setting: string): string {
  if (/^[A-Za-z]\w{0,79}$/.test(name)) return name;
  throw invalid(
    `The setting ${setting} must be the API name of a field, e.g. MQL_Date__c, but is ${JSON.stringify(name)}.`,
  );
}

/**
 * Queries with `IN` lists that together hold all values, each short enough for a URI. `queryOf` writes one of them,
 * given its list with the parentheses.
 */
export function queriesIn(values: Iterable<string>, queryOf: (list: string) => string): string[] {
  const room = QUERY_BYTES - encodedLength(queryOf('()'));
  const lists: string[][] = [];
  let left = 0;
  for (const value of new Set(values)) {
    const item = quote(value);
    const size = encodedLength(`${item},`);
    if (lists.length === 0 || size > left) {
      lists.push([]);
      left = room;
    }
    lists.at(-1)?.push(item);
    left -= size;
  }
  return lists.map((items) => queryOf(`(${items.join(',')})`));
}

const DAY_MS = 86_400_000;

function escaped(text: string): string {
  return text.replaceAll(/[\\'\n\r\t\b\f]/g, (character) => ESCAPES[character] ?? character);
}

function encodedLength(text: string): number {
  return new URLSearchParams({ q: text }).toString().length - 2;
}

function epochOf(instant: string): number {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw invalid(`A range needs RFC 3339 instants, but got ${JSON.stringify(instant)}.`);
  return time;
}
