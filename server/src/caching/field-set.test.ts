import { expect, it } from 'vitest';
import { fieldSetFor } from './field-set.js';

const sets = { name: ['givenName', 'familyName'], card: ['givenName', 'familyName', 'emails'] };

it.each([
  [['givenName'], 'name'],
  [['id', 'familyName'], 'name'],
  [['emails', 'givenName'], 'card'],
  [[], 'name'],
  [['phones'], undefined],
])('%j is held by %s', (needed, set) => {
  expect(fieldSetFor(sets, new Set(needed))).toBe(set);
});

it('who needs all, or asks what has no sets, gets the whole record', () => {
  expect(fieldSetFor(sets, null)).toBeUndefined();
  expect(fieldSetFor(undefined, new Set())).toBeUndefined();
});
