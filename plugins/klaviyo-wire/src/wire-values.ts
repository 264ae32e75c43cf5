import { z } from 'zod';

/** A text; empty is none. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || null);

/** An instant with its offset, e.g. `2026-02-01T08:30:00+00:00`, made RFC 3339 UTC. */
export const instant = text.transform((value, context) => {
  if (value === null) return null;
  const epochMs = Date.parse(value);
  if (Number.isNaN(epochMs)) {
    context.addIssue({ code: 'custom', message: 'expected an ISO 8601 date and time' });
    return z.NEVER;
  }
  return new Date(epochMs).toISOString();
});
