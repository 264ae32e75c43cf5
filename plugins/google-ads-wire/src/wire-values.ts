import { z } from 'zod';

/** Ids are int64: digits, written as text because JSON's numbers could not hold them. */
export const googleId = z.string().regex(/^\d+$/, 'expected an id of digits in a string');

/** Text; unset fields are left out. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value || null);

/** A count as int64; left out when it is zero. */
export const count = z.string().regex(/^\d+$/, 'expected a whole number in a string').default('0').transform(Number);

/** A count that may be a fraction, as a JSON number; left out when it is zero. */
export const fraction = z.number().min(0).default(0);

/** Millionths of a currency's unit as int64, kept as text; left out when it is zero. */
export const micros = z.string().regex(/^\d+$/, 'expected a whole number in a string').default('0');

/** ISO 4217 code. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 currency code');
