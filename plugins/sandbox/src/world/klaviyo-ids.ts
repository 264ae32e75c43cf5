import type { Random } from './random.js';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS_AND_DIGITS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';

/** A ULID: ten digits of time, then sixteen of which the last six are the thing's number, so that none comes twice. */
export function ulid(random: Random, createdAt: number, index: number): string {
  return base32(createdAt, 10) + draw(random, CROCKFORD, 10) + base32(index, 6);
}

/** Six letters and digits, as lists and metrics have; the last three are the thing's number. */
export function shortId(random: Random, index: number): string {
  const base = LETTERS_AND_DIGITS.length;
  const digit = (power: number) => LETTERS_AND_DIGITS[Math.floor(index / base ** power) % base] ?? '';
  return draw(random, LETTERS_AND_DIGITS, 3) + digit(2) + digit(1) + digit(0);
}

function base32(value: number, length: number): string {
  const digit = (power: number) => CROCKFORD[Math.floor(value / 32 ** power) % 32] ?? '';
  return Array.from({ length }, (_, at) => digit(length - 1 - at)).join('');
}

function draw(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[random.int(0, alphabet.length - 1)] ?? '').join('');
}
