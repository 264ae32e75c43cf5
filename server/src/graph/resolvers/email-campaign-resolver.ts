import {
  Audience,
  type Connection,
  EmailCampaign,
  EmailCampaignConnection,
  type EmailCampaignRecord,
  EmailStatistics,
  type EmailStatisticsRecord,
  type Sourced,
  VendorListArguments,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import { listOf, oneOf } from '../asks/read-asks.js';
import { Edge } from '../bindings/edge.js';
import { pagedConnection } from '../lists/paged-connection.js';
import { queryOf } from '../lists/query.js';
import { Scope } from '../scope.js';

@Resolver(() => EmailCampaign)
@Edge('audience', () => Audience, { capability: 'audience.byId', by: 'audienceId' })
export class EmailCampaignResolver {
  @Scope('email:read')
  @Asks(listOf('emailCampaign.page'))
  @Query(() => EmailCampaignConnection, { nullable: true, description: 'Mailings of one vendor.' })
  emailCampaigns(
    @Args(() => VendorListArguments) args: VendorListArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<EmailCampaignRecord>>> {
    const { sources } = context;
    return pagedConnection(
      'emailCampaign.page',
      args,
      (connector) => (page, options) =>
        sources.load('emailCampaign.page', connector, { ...page, ...queryOf(args) }, options),
      context,
      info,
    );
  }

  @Asks(oneOf('emailCampaign.statistics'))
  @FieldResolver(() => EmailStatistics, { nullable: true })
  async statistics(
    @Root() campaign: Sourced<EmailCampaignRecord>,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EmailStatistics | null> {
    const { connector } = campaign.source;
    const counts = answer(
      await context.sources.load('emailCampaign.statistics', connector, campaign.id),
      context,
      info,
    );
    return counts === null ? null : withRates(counts);
  }
}

function withRates(counts: EmailStatisticsRecord): EmailStatistics {
  const share = (people: number): number | null => (counts.sent === 0 ? null : people / counts.sent);
  return { ...counts, openRate: share(counts.uniqueOpens), clickRate: share(counts.uniqueClicks) };
}
