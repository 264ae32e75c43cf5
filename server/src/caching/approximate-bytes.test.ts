import { expect, it } from 'vitest';
import { approximateBytes } from './approximate-bytes.js';

it('grows with all that plain data holds, however deep', () => {
  const small = approximateBytes({ items: [{ id: '1', tags: ['a'] }], next: null });
  expect(approximateBytes({ items: [{ id: '1', tags: ['a'.repeat(501)] }], next: null })).toBe(small + 500);
  expect(approximateBytes({ items: [{ id: '1', tags: ['a'] }, null], next: null })).toBeGreaterThan(small);
});
