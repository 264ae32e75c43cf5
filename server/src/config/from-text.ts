import { z } from 'zod';

/** A number setting that also takes the text which `${NAME}` leaves, e.g. "4000". */
export function number<S extends z.ZodType<number>>(schema: S) {
  return z.preprocess((value) => (typeof value === 'string' && NUMBER.test(value) ? Number(value) : value), schema);
}

/** A true-or-false setting that also takes the text which `${NAME}` leaves: "true" or "false". */
export function flag() {
  return z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());
}

const NUMBER = /^-?\d+(\.\d+)?$/;
