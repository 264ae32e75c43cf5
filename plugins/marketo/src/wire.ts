import { z } from 'zod';

/** A lead: its id, and of the fields that were asked those that have a value. */
const lead = z.looseObject({ id: z.number().int() });
export type Lead = z.infer<typeof lead>;

/** Code 702, the one refusal that is no failure: no data. */
const nothing = z.object({ success: z.literal(false) }).transform(() => ({ result: [] }));

interface LeadPage {
  result: Lead[];
  nextPageToken?: string | null | undefined;
  moreResult?: boolean | null | undefined;
}

/** `result` may be missing where Marketo only warns that it found nothing. */
export const leadPage: z.ZodType<LeadPage> = z.union([
  z.object({
    success: z.literal(true),
    result: z.array(lead).default([]),
    nextPageToken: z.string().nullish(),
    moreResult: z.boolean().nullish(),
  }),
  nothing,
]);

const recordOutcome = z.object({
  id: z.number().int().nullish(),
  status: z.string(),
  reasons: z.array(z.object({ code: z.coerce.string(), message: z.string().nullish() })).nullish(),
});
export type RecordOutcome = z.infer<typeof recordOutcome>;

/** Outcomes of a write, in the order of its records. */
export const writeAnswer = z.object({ success: z.literal(true), result: z.array(recordOutcome) });
