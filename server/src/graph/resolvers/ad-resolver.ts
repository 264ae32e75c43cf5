import {
  Ad,
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
import { oneOf } from '../asks/read-asks.js';
import { adStatistics } from './ad-statistics.js';

@Resolver(() => Ad)
export class AdResolver {
  @Asks(oneOf('adSet.byId'))
  @FieldResolver(() => AdSet, { nullable: true })
  async adSet(
    @Root() ad: Sourced<AdRecord>,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Sourced<AdSetRecord> | null> {
    return answer(await context.sources.load('adSet.byId', ad.source.connector, ad.adSetId), context, info);
  }

  @Asks(oneOf('ad.statistics'))
  @FieldResolver(() => AdStatistics, { nullable: true })
  statistics(
    @Root() ad: Sourced<AdRecord>,
    @Arg('range', () => DateRange) range: DateRange,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AdStatisticsRecord | null> {
    return adStatistics('ad', ad, range, context, info);
  }
}
