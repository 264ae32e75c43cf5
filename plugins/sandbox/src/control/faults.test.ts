import { describe, expect, test } from 'vitest';
import { FaultBook } from './faults.js';

const CALL = { vendor: 'hubspot', account: 'demo', method: 'GET', path: '/crm/v3/objects/contacts' };

describe('FaultBook', () => {
  test.each([
    ['/crm/v3', true],
    ['/contacts', false],
    ['/crm/*/objects/contacts', true],
    ['/crm/*/contacts', false],
    ['/crm/**/contacts', true],
    ['**', true],
    ['/crm/v3/objects/contact*s', true],
    ['/crm.v3/**', false],
  ])('path %s strikes: %s', (path, strikes) => {
    const book = new FaultBook(1);
    book.add({ vendor: 'hubspot', path, status: 500 });
    expect(book.strike(CALL) !== null).toBe(strikes);
  });

  test('keeps to its vendor and method', () => {
    const book = new FaultBook(1);
    book.add({ vendor: 'hubspot', method: 'post', reset: true });
    expect(book.strike(CALL)).toBeNull();
    expect(book.strike({ ...CALL, vendor: 'meta', method: 'POST' })).toBeNull();
    expect(book.strike({ ...CALL, method: 'POST' })).toMatchObject({ reset: true, struck: 1 });
  });

  test('keeps to its account', () => {
    const book = new FaultBook(1);
    book.add({ vendor: 'hubspot', account: 'other', status: 401 });
    expect(book.strike(CALL)).toBeNull();
    expect(book.strike({ ...CALL, account: null })).toBeNull();
    expect(book.strike({ ...CALL, account: 'other' })?.status).toBe(401);
  });

  test('is spent after the given number of times, and the next fault takes over', () => {
    const book = new FaultBook(1);
    book.add({ vendor: 'hubspot', status: 500, times: 2 });
    book.add({ vendor: 'hubspot', status: 503 });
    const statuses = [1, 2, 3].map(() => book.strike(CALL)?.status);
    expect(statuses).toEqual([500, 500, 503]);
  });

  test('strikes about its share of the calls, the same ones for the same seed', () => {
    const struck = (seed: number) => {
      const book = new FaultBook(seed);
      book.add({ vendor: 'hubspot', status: 500, share: 0.3 });
      return Array.from({ length: 1_000 }, () => book.strike(CALL) !== null);
    };
    const first = struck(1);
    expect(first.filter(Boolean).length).toBeGreaterThan(250);
    expect(first.filter(Boolean).length).toBeLessThan(350);
    expect(struck(1)).toEqual(first);
    expect(struck(2)).not.toEqual(first);
  });
});
