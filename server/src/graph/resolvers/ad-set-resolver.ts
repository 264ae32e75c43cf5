import {
  Ad,
  AdCampaign,
  type AdRecord,
  AdSet,
  type AdSetRecord,
  AdStatistics,
  type AdStatisticsRecord,
  DateRange,
  type Sourced,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import { allOf, oneOf } from '../asks/read-asks.js';
import { Edge } from '../bindings/edge.js';
import { adStatistics } from './ad-statistics.js';

@Resolver(() => AdSet)
@Edge('campaign', () => AdCampaign, { capability: 'adCampaign.byId', by: 'campaignId' })
export class AdSetResolver {
  @Asks(allOf('ad.byAdSet'))
  @FieldResolver(() => [Ad], { nullable: true })
  async ads(
    @Root() adSet: Sourced<AdSetRecord>,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly Sourced<AdRecord>[] | null> {
    return answer(await context.sources.load('ad.byAdSet', adSet.source.connector, adSet.id), context, info);
  }

  @Asks(oneOf('ad.statistics'))
  @FieldResolver(() => AdStatistics, { nullable: true })
  statistics(
    @Root() adSet: Sourced<AdSetRecord>,
    @Arg('range', () => DateRange) range: DateRange,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AdStatisticsRecord | null> {
    return adStatistics('adset', adSet, range, context, info);
  }
}
