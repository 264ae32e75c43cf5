import { z } from 'zod';

/** Every metric is a number written as text, e.g. `42` or `1234.5`. */
export const number = z
  .string()
  .regex(/^-?\d+(\.\d+)?(E-?\d+)?$/i, 'expected a number in a string')
  .transform(Number);

/** The same as millionths, in which sums are exact. */
export const micros = number.transform((value) => BigInt(Math.round(value * 1_000_000)));
