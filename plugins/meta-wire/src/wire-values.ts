import { z } from 'zod';

/** Ids of everything are digits, written as text. */
export const metaId = z.string().regex(/^\d+$/, 'expected an id of digits');

export const text = z
  .string()
  .nullish()
  .transform((value) => value || null);

/** An instant with its offset, e.g. `2026-01-05T10:00:00+0000`, made RFC 3339 UTC. */
export const instant = text.transform((value, context) => {
  if (value === null) return null;
  const epochMs = Date.parse(value);
  if (Number.isNaN(epochMs)) {
    context.addIssue({ code: 'custom', message: 'expected an ISO 8601 date and time' });
    return z.NEVER;
  }
  return new Date(epochMs).toISOString();
});

/** A decimal number written as text, kept as text. */
export const decimal = z.string().regex(/^\d+(\.\d+)?$/, 'expected a decimal number in a string');

/** A count written as text; conversions may be fractions. */
export const count = decimal.transform(Number);

/** ISO 4217 code. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 currency code');
