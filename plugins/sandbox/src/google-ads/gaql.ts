import { refusal } from './google-ads-error.js';

/** A parsed query of the Google Ads Query Language. */
export interface Gaql {
  fields: readonly string[];
  from: string;
  where: readonly Condition[];
  orderBy: readonly { field: string; descending: boolean }[];
  limit: number | null;
}

export interface Condition {
  field: string;
  operator: Operator;
  values: readonly string[];
}

export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | 'IN' | 'NOT IN' | 'LIKE' | 'NOT LIKE' | 'BETWEEN';

/** @throws AdsRefusal `queryError` for a text that is no query of the sandbox's part of the language. */
export function parseGaql(text: string): Gaql {
  const clauses = CLAUSES.exec(text.trim());
  if (clauses === null) throw invalidQuery('UNEXPECTED_INPUT', 'Error in query: unexpected input.');
  const { select = '', from = '', where, order, limit } = clauses.groups ?? {};
  return {
    fields: select.split(',').map((field) => field.trim()),
    from,
    where: where === undefined ? [] : splitConditions(where).map(parseCondition),
    orderBy: (order ?? '').split(',').flatMap(parseOrder),
    limit: limit === undefined ? null : Number(limit),
  };
}

export function invalidQuery(code: string, message: string) {
  return refusal('INVALID_ARGUMENT', 'queryError', code, message);
}

const CLAUSES =
  /^SELECT\s+(?<select>[\w.,\s]+?)\s+FROM\s+(?<from>\w+)(?:\s+WHERE\s+(?<where>.+?))?(?:\s+ORDER\s+BY\s+(?<order>[\w.,\s]+?))?(?:\s+LIMIT\s+(?<limit>\d+))?$/is;
const CONDITION =
  /^(?<field>[\w.]+)\s*(?<operator>>=|<=|!=|=|>|<|\bNOT\s+IN\b|\bIN\b|\bNOT\s+LIKE\b|\bLIKE\b|\bBETWEEN\b)\s*(?<value>.+)$/is;

/** At each AND, but for the one that belongs to a BETWEEN and those inside quotes. */
function splitConditions(text: string): string[] {
  const words = text.match(/'(?:\\.|[^'\\])*'|[^\s']+/g) ?? [];
  const conditions: string[][] = [[]];
  let between = false;
  for (const word of words) {
    if (/^BETWEEN$/i.test(word)) between = true;
    if (/^AND$/i.test(word) && !between) conditions.push([]);
    else {
      if (/^AND$/i.test(word)) between = false;
      conditions.at(-1)?.push(word);
    }
  }
  return conditions.map((parts) => parts.join(' '));
}

function parseCondition(text: string): Condition {
  const match = CONDITION.exec(text);
  if (match === null) throw invalidQuery('UNEXPECTED_INPUT', `Error in query: unexpected input ${text}.`);
  const { field = '', operator = '', value = '' } = match.groups ?? {};
  const normalised = operator.toUpperCase().replace(/\s+/g, ' ') as Operator;
  return { field, operator: normalised, values: valuesOf(normalised, value.trim()) };
}

function valuesOf(operator: Operator, text: string): string[] {
  if (operator === 'BETWEEN') return text.split(/\s+AND\s+/i).map(unquoted);
  if (operator !== 'IN' && operator !== 'NOT IN') return [unquoted(text)];
  const list = /^\((.*)\)$/s.exec(text)?.[1];
  if (list === undefined || list.trim() === '') {
    throw invalidQuery('EXPECTED_LIST', 'Error in query: the IN operator needs a list of values.');
  }
  return (list.match(/'(?:\\.|[^'\\])*'|[^\s,']+/g) ?? []).map(unquoted);
}

function unquoted(text: string): string {
  const inner = /^'(.*)'$/s.exec(text.trim())?.[1] ?? /^"(.*)"$/s.exec(text.trim())?.[1];
  return inner === undefined ? text.trim() : inner.replace(/\\(.)/g, '$1');
}

function parseOrder(text: string): { field: string; descending: boolean }[] {
  const [field, direction] = text.trim().split(/\s+/);
  return field ? [{ field, descending: direction?.toUpperCase() === 'DESC' }] : [];
}
