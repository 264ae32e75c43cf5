import { type Call, type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { AdLevel, AdStatisticsInput, AdStatisticsRecord } from '@selvedge/schema';
import { z } from 'zod';
import { LARGEST_BATCH } from './by-ids.js';
import type { Dialect } from './dialect.js';
import { figuresOf, METRIC_FIELDS, metricsShape } from './metrics.js';
import { daysBetween, distinctIds, idIn, readRows } from './query.js';
import { googleId } from './wire-values.js';

/** One query for each level and range among the inputs; null for an id that the account does not have. */
export function adStatistics(dialect: Dialect): CapabilityImplementation<'ad.statistics'> {
  return {
    maxBatch: LARGEST_BATCH,
    run: async (inputs, call) => {
      const groups = Map.groupBy(inputs, ({ level, since, until }) => JSON.stringify([level, since, until]));
      const readGroup = oneByOne((group: readonly AdStatisticsInput[]) => statisticsOf(group, call, dialect));
      const answers = await readGroup([...groups.values()], call);
      const answerOf = new Map([...groups.keys()].map((key, index) => [key, answers[index] ?? null]));
      return inputs.map(({ level, since, until, id }) => {
        const answer = answerOf.get(JSON.stringify([level, since, until])) ?? null;
        return answer instanceof Map ? (answer.get(id) ?? null) : (answer as Error | null);
      });
    },
  };
}

/** By id, of inputs that share level and range. */
async function statisticsOf(
  group: readonly AdStatisticsInput[],
  call: Call,
  dialect: Dialect,
): Promise<Map<string, AdStatisticsRecord>> {
  const [first] = group;
  const ids = distinctIds(group.map(({ id }) => id));
  if (first === undefined || ids.length === 0) return new Map();
  const { from, field, row } = LEVELS[first.level];
  const rows = await readRows(call, dialect, {
    select: [field, ...METRIC_FIELDS],
    from,
    where: [idIn(field, ids), daysBetween(first.since, first.until)],
    row,
  });
  return new Map(rows.map(({ id, figures }) => [id, figures]));
}

interface Level {
  from: string;
  field: string;
  row: z.ZodType<{ id: string; figures: AdStatisticsRecord }>;
}

const LEVELS: Readonly<Record<AdLevel, Level>> = {
  campaign: {
    from: 'campaign',
    field: 'campaign.id',
    row: z
      .object({ ...metricsShape, campaign: z.object({ id: googleId }) })
      .transform((row) => ({ id: row.campaign.id, figures: figuresOf(row) })),
  },
  adset: {
    from: 'ad_group',
    field: 'ad_group.id',
    row: z
      .object({ ...metricsShape, adGroup: z.object({ id: googleId }) })
      .transform((row) => ({ id: row.adGroup.id, figures: figuresOf(row) })),
  },
  ad: {
    from: 'ad_group_ad',
    field: 'ad_group_ad.ad.id',
    row: z
      .object({ ...metricsShape, adGroupAd: z.object({ ad: z.object({ id: googleId }) }) })
      .transform((row) => ({ id: row.adGroupAd.ad.id, figures: figuresOf(row) })),
  },
};
