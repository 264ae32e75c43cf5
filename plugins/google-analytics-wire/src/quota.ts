import type { Quota, QuotaReading } from '@selvedge/connector-api';
import { z } from 'zod';

/** Google's days are Pacific ones. */
const DAY_ZONE = 'America/Los_Angeles';
const HOUR_MS = 3_600_000;
/** What a report costs is told with its answer; most cost no more than this. */
const USUAL_TOKENS = 10;

/**
 * Tokens of a standard property. A report answers what it has cost and what is left, where it is asked to.
 * Source: https://developers.google.com/analytics/devguides/reporting/data/v1/quotas
 */
export const quota: Quota = {
  windowsOf: () => [
    { name: 'tokensPerDay', limit: 200_000, per: { dayIn: DAY_ZONE }, units: USUAL_TOKENS },
    { name: 'tokensPerHour', limit: 40_000, per: { ms: HOUR_MS }, units: USUAL_TOKENS },
  ],

  read({ body }) {
    const told = quotaSchema.safeParse(body).data?.propertyQuota;
    return (['tokensPerDay', 'tokensPerHour'] as const).flatMap((window): readonly QuotaReading[] => {
      const remaining = told?.[window]?.remaining;
      return remaining === undefined ? [] : [{ window, remaining, exact: true }];
    });
  },
};

const status = z
  .object({ remaining: z.number().min(0) })
  .optional()
  .catch(undefined);
const quotaSchema = z.object({ propertyQuota: z.object({ tokensPerDay: status, tokensPerHour: status }) });
