import { expect, it } from 'vitest';
import { withAdvice } from './with-advice.js';

it.each([
  'Vendor answered 401: no such token',
  'Vendor answered 401: no such token.',
  'Vendor answered 401: no such token. ',
])('ends %j with what to do, as one sentence', (came) => {
  expect(withAdvice(came, 'check the credential')).toBe('Vendor answered 401: no such token; check the credential.');
});
