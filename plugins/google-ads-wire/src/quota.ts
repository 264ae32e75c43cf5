import type { Quota } from '@selvedge/connector-api';
import { z } from 'zod';

const DAY_MS = 86_400_000;

export const dailyOperationsSetting = {
  description: 'Operations in 24 hours that the developer token may do: 15000 with Basic access; default no limit.',
  required: false,
};

/**
 * A query is one operation, each item that is written is one; only Standard access has no limit.
 * Source: https://developers.google.com/google-ads/api/docs/access-levels
 */
export const quota: Quota = {
  windowsOf({ settings, json }) {
    const limit = Number(settings.dailyOperations);
    if (!(limit > 0)) return [];
    const written = writes.safeParse(json).data?.conversions.length;
    return [{ name: 'operations', limit, per: { ms: DAY_MS }, units: written ?? 1 }];
  },
};

const writes = z.object({ conversions: z.array(z.unknown()) });
