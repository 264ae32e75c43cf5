import { SalesforceError } from '../salesforce-error.js';

/** A part of a query's text. Words are names and keywords; a date and a time are values that need no quotes. */
export interface Token {
  kind: 'word' | 'string' | 'number' | 'date' | 'datetime' | 'sign';
  text: string;
}

const TOKEN = new RegExp(
  [
    String.raw`(?<string>'(?:\\.|[^'\\])*')`,
    String.raw`(?<datetime>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))`,
    String.raw`(?<date>\d{4}-\d\d-\d\d)`,
    String.raw`(?<number>-?\d+(?:\.\d+)?)`,
    String.raw`(?<word>[A-Za-z_][\w.]*)`,
    '(?<sign><=|>=|!=|<>|[=<>(),])',
  ].join('|'),
  'y',
);

export function tokensOf(soql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < soql.length) {
    const space = /\s*/y;
    space.lastIndex = at;
    space.exec(soql);
    at = space.lastIndex;
    if (at >= soql.length) break;
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(soql);
    if (!match) throw malformedQuery(soql[at] ?? '');
    const [kind, text] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? ['sign', ''];
    tokens.push({ kind: kind as Token['kind'], text: text ?? '' });
    at = TOKEN.lastIndex;
  }
  return tokens;
}

/** The text that a string literal stands for, quotes and escapes undone; wildcards of LIKE keep theirs. */
export function unquoted(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\(.)/gs, (whole, character: string) => ESCAPES[character] ?? whole);
}

export function malformedQuery(near: string): SalesforceError {
  return new SalesforceError(400, 'MALFORMED_QUERY', `unexpected token: '${near === '' ? '<EOF>' : near}'`);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};
