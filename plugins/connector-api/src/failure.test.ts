import { expect, it } from 'vitest';
import { invalid, malformed, VendorError } from './failure.js';

it('carries its class and message', () => {
  expect(invalid('no', 'VALIDATION_ERROR').failure).toEqual({
    class: 'invalid',
    message: 'no',
    vendorCode: 'VALIDATION_ERROR',
  });
  expect(invalid('no').failure).toEqual({ class: 'invalid', message: 'no' });
  expect(malformed('odd').message).toBe('odd');
});

it('keeps the cause', () => {
  const cause = new SyntaxError('bad JSON');
  expect(malformed('odd', { cause }).cause).toBe(cause);
});

it('is known across copies of the package, and nothing else is', () => {
  const other = Object.assign(new Error('x'), { [Symbol.for('selvedge.VendorError')]: true });
  expect(VendorError.is(other)).toBe(true);
  expect(VendorError.is(new Error('x'))).toBe(false);
  expect(VendorError.is(null)).toBe(false);
});
