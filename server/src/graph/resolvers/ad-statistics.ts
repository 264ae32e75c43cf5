import type { AdLevel, AdStatisticsRecord, DateRange, RecordSource } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { checkRange } from '../check-range.js';

/** Sums of one campaign, ad set or ad over a range of days in the account's time zone. */
export async function adStatistics(
  level: AdLevel,
  advert: { id: string; source: RecordSource },
  range: DateRange,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<AdStatisticsRecord | null> {
  checkRange(range);
  const { since, until } = range;
  const input = { level, id: advert.id, since, until };
  return answer(await context.sources.load('ad.statistics', advert.source.connector, input), context, info);
}
