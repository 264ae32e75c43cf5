import {
  AdCampaign,
  AdCampaignConnection,
  type AdCampaignRecord,
  AdSet,
  type AdSetRecord,
  AdStatistics,
  type AdStatisticsRecord,
  type Connection,
  DateRange,
  type Sourced,
  VendorListArguments,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import { allOf, listOf, oneOf } from '../asks/read-asks.js';
import { pagedConnection } from '../lists/paged-connection.js';
import { queryOf } from '../lists/query.js';
import { Scope } from '../scope.js';
import { adStatistics } from './ad-statistics.js';

@Resolver(() => AdCampaign)
export class AdCampaignResolver {
  @Scope('ads:read')
  @Asks(listOf('adCampaign.page'))
  @Query(() => AdCampaignConnection, { nullable: true, description: 'Advertising campaigns of one platform.' })
  adCampaigns(
    @Args(() => VendorListArguments) args: VendorListArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<AdCampaignRecord>>> {
    const { sources } = context;
    return pagedConnection(
      'adCampaign.page',
      args,
      (connector) => (page, options) =>
        sources.load('adCampaign.page', connector, { ...page, ...queryOf(args) }, options),
      context,
      info,
    );
  }

  @Asks(allOf('adSet.byCampaign'))
  @FieldResolver(() => [AdSet], { nullable: true })
  async adSets(
    @Root() campaign: Sourced<AdCampaignRecord>,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly Sourced<AdSetRecord>[] | null> {
    return answer(
      await context.sources.load('adSet.byCampaign', campaign.source.connector, campaign.id),
      context,
      info,
    );
  }

  @Asks(oneOf('ad.statistics'))
  @FieldResolver(() => AdStatistics, { nullable: true })
  statistics(
    @Root() campaign: Sourced<AdCampaignRecord>,
    @Arg('range', () => DateRange) range: DateRange,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AdStatisticsRecord | null> {
    return adStatistics('campaign', campaign, range, context, info);
  }
}
