import { z } from 'zod';

/** A record of any type; which fields it has, the request says. */
export const sobject = z.looseObject({ Id: z.string() });
export type SObject = z.infer<typeof sobject>;

export const queryAnswer = z.object({
  done: z.boolean(),
  nextRecordsUrl: z
    .string()
    .regex(/^\/services\/data\/v[\d.]+\/query\/[\w-]+$/)
    .nullish(),
  records: z.array(sobject),
});

const saveError = z.object({ statusCode: z.string(), message: z.string().nullish() });

/** What became of one record of a write. `created` comes with upserts only. */
export const saveResult = z.object({
  id: z.string().nullish(),
  success: z.boolean(),
  created: z.boolean().nullish(),
  errors: z.array(saveError),
});
export type SaveResult = z.infer<typeof saveResult>;

/** An answer without a body. */
export const noContent = z.null();
