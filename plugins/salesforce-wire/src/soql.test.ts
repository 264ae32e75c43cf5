import { describe, expect, it } from 'vitest';
import { containing, dateTime, fieldName, firstDayFrom, QUERY_BYTES, queriesIn, quote } from './soql.js';

describe('quote', () => {
  it.each([
    ["O'Hara", String.raw`'O\'Hara'`],
    [String.raw`x\' OR Name != '`, String.raw`'x\\\' OR Name != \''`],
    ['two\nlines\ttab', String.raw`'two\nlines\ttab'`],
  ])('keeps %j inside the string', (text, literal) => {
    expect(quote(text)).toBe(literal);
  });

  it('leaves no quote that ends the string before its end, whatever the text', () => {
    const nasty = [`'`, `\\`, `\\'`, `\\\\'`, `' OR Id != null OR Name = '`, `\\\\\\`];
    for (const text of nasty) expect(quote(text)).toMatch(/^'(?:\\.|[^'\\])*'$/s);
  });
});

it('takes the wildcards of a searched text for themselves', () => {
  expect(containing('100%_a')).toBe(String.raw`'%100\%\_a%'`);
});

describe('queriesIn', () => {
  const queryOf = (list: string) => `SELECT Id FROM Contact WHERE Email IN ${list}`;

  it('asks each value once', () => {
    expect(queriesIn(['a', 'b', 'a'], queryOf)).toEqual(["SELECT Id FROM Contact WHERE Email IN ('a','b')"]);
    expect(queriesIn([], queryOf)).toEqual([]);
  });

  it('splits what is too long for a URI, and loses nothing', () => {
    const emails = Array.from({ length: 1_000 }, (_, n) => `somebody.number-${n}@long-company-name.example`);
    const queries = queriesIn(emails, queryOf);
    expect(queries.length).toBeGreaterThan(4);
    for (const q of queries) expect(new URLSearchParams({ q }).toString().length).toBeLessThanOrEqual(QUERY_BYTES + 2);
    expect(queries.flatMap((query) => query.match(/'[^']+'/g) ?? [])).toEqual(emails.map(quote));
  });
});

describe('literals', () => {
  it('have the forms of SOQL', () => {
    expect(dateTime('2026-02-01T09:30:00+01:00')).toBe('2026-02-01T08:30:00.000Z');
    expect(firstDayFrom('2026-02-01T00:00:00Z')).toBe('2026-02-01');
    expect(firstDayFrom('2026-02-01T00:00:01Z')).toBe('2026-02-02');
    expect(() => dateTime('yesterday')).toThrow(/RFC 3339/);
  });

  it('take no field name that is more than a name', () => {
    expect(fieldName('MQL_Date__c', 'mqlDateField')).toBe('MQL_Date__c');
    expect(() => fieldName('Id FROM User', 'mqlDateField')).toThrow(/setting mqlDateField/);
  });
});
