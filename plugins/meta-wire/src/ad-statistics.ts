import { type Call, type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { AdStatisticsInput, AdStatisticsRecord } from '@selvedge/schema';
import { accountCurrency } from './account.js';
import { distinctIds, LARGEST_BATCH } from './by-ids.js';
import { readInsights } from './insights.js';
import { moneyFromSmallestUnits } from './money.js';

/**
 * One report for each level and range among the inputs. What was not delivered has no row and counts as zeros, and
 * so does an id that Meta does not know: a report does not tell them apart.
 */
export const adStatistics: CapabilityImplementation<'ad.statistics'> = {
  maxBatch: LARGEST_BATCH,
  run: async (inputs, call) => {
    const groups = Map.groupBy(inputs, ({ level, since, until }) => JSON.stringify([level, since, until]));
    const answers = await oneByOne(readGroup)([...groups.values()], call);
    const byInput = new Map<AdStatisticsInput, AdStatisticsRecord | Error | null>();
    [...groups.values()].forEach((group, index) => {
      const answer = answers[index] ?? null;
      for (const input of group) byInput.set(input, answer instanceof Map ? (answer.get(input.id) ?? null) : answer);
    });
    return inputs.map((input) => byInput.get(input) ?? null);
  },
};

/** Statistics by id of inputs that share level and range. */
async function readGroup(
  group: readonly AdStatisticsInput[],
  call: Call,
): Promise<ReadonlyMap<string, AdStatisticsRecord>> {
  const ids = distinctIds(group.map((input) => input.id));
  const [first] = group;
  if (first === undefined || ids.length === 0) return new Map();
  const { level, since, until } = first;
  const rows = await readInsights(call, {
    level,
    since,
    until,
    rows: 'total',
    filters: [{ field: `${level}.id`, operator: 'IN', value: ids }],
  });
  const delivered = new Map(rows.map((row) => [row.id, row.figures]));
  if (ids.every((id) => delivered.has(id))) return delivered;
  const currency = rows[0]?.figures.spend.currency ?? (await accountCurrency(call));
  return new Map(ids.map((id) => [id, delivered.get(id) ?? nothing(currency)]));
}

function nothing(currency: string): AdStatisticsRecord {
  return { spend: moneyFromSmallestUnits('0', currency), impressions: 0, clicks: 0, conversions: 0 };
}
