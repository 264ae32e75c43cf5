import type { Properties } from '@selvedge/hubspot-crm';
import { z } from 'zod';

/** A contact of the legacy API: numbers for ids, each value in an object, kebab-case names. */
export const legacyContact = z.object({
  vid: z.number().int(),
  properties: z.record(z.string(), z.object({ value: z.string().nullish() })),
});
export type LegacyContact = z.infer<typeof legacyContact>;

/** Batches answer a map by vid, not a list. */
export const contactsByVid = z.record(z.string().regex(/^\d+$/), legacyContact);

export const contactList = z.object({
  contacts: z.array(legacyContact),
  'has-more': z.boolean(),
  'vid-offset': z.number().int(),
});

export const contactSearch = z.object({
  contacts: z.array(legacyContact),
  'has-more': z.boolean(),
  offset: z.number().int(),
});

export const createdOrUpdated = z.object({ vid: z.number().int(), isNew: z.boolean() });

export const deleted = z.object({ vid: z.number().int(), deleted: z.literal(true) });

/** The properties without their wrapping, as CRM v3 has them. */
export function plainProperties({ properties }: LegacyContact): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, { value }]) => [name, value]));
}
