import { describe, expect, it } from 'vitest';
import { fixedPages } from './fixed-pages.js';

const input = (first: number, after: string | null = null) => ({ first, after });

describe('pages out of the vendor’s fixed pages', () => {
  it('cut what came, and read the same page again for the rest', () => {
    const one = fixedPages.page(input(2), ['a', 'b', 'c'], 'NEXT');
    expect(one).toEqual({ items: ['a', 'b'], next: '2.' });
    expect(fixedPages.query(input(2, one.next), 10)).toEqual({ 'page[cursor]': undefined });
    const two = fixedPages.page(input(2, one.next), ['a', 'b', 'c'], 'NEXT');
    expect(two).toEqual({ items: ['c'], next: '0.NEXT' });
    expect(fixedPages.query(input(2, two.next), 10)).toEqual({ 'page[cursor]': 'NEXT' });
  });

  it('end with the vendor’s last', () => {
    expect(fixedPages.page(input(5, '0.LAST'), ['y', 'z'], null)).toEqual({ items: ['y', 'z'], next: null });
    expect(fixedPages.page(input(1, '0.LAST'), ['y', 'z'], null)).toEqual({ items: ['y'], next: '1.LAST' });
  });

  it('refuse a cursor of another make', () => {
    expect(() => fixedPages.query(input(5, 'bmV4dDo6MjA'), 10)).toThrow(/not one of this version/);
  });
});
