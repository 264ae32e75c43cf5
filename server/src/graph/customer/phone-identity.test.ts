import { expect, test } from 'vitest';
import { identifyPhone, samePhone } from './phone-identity.js';

function same(one: string, other: string): boolean {
  const [first, second] = [identifyPhone(one), identifyPhone(other)];
  return first !== null && second !== null && samePhone(first, second) && samePhone(second, first);
}

test.each([
  ['+44 20 7946 0123', '+442079460123'],
  ['+44 20 7946 0123', '(020) 7946-0123'],
  ['+44 (0)20 7946 0123', '0044-20-7946-0123'],
  ['+49 30 23125 000', '030 23125000'],
  ['+33 1 99 00 12 34', '01 99 00 12 34'],
  ['+1 202 555 0100', '(202) 555-0100'],
  ['+39 06 1234 5678', '06 1234 5678'],
  ['+47 22 12 34 56', '22123456'],
  ['+49 30 23125 000', '493023125000'],
  ['+1 202 555 0100 ext. 7', '+1-202-555-0100'],
])('%s and %s are one line', (one, other) => expect(same(one, other)).toBe(true));

test.each([
  ['+44 20 7946 0123', '+44 20 7946 0124', 'another line'],
  ['+1 415 555 0123', '+1 615 555 0123', 'other area codes before nine equal digits'],
  ['(415) 555-0123', '15 555 0123', 'a remainder that is no country code'],
  ['555-0123', '+1 415 555 0123', 'a local number, too short to tell people apart'],
  ['101', '101', 'an extension'],
  ['+44 20 7946 0123', '+1 20 7946 0123', 'other countries'],
])('%s and %s are not: %s', (one, other) => expect(same(one, other)).toBe(false));
