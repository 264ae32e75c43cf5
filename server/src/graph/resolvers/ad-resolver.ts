import {
  Ad,
  type AdRecord,
  AdSet,
  AdStatistics,
  type AdStatisticsRecord,
  DateRange,
  type Sourced,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { Asks } from '../asks/asks.js';
import { oneOf } from '../asks/read-asks.js';
import { Edge } from '../bindings/edge.js';
import { adStatistics } from './ad-statistics.js';

@Resolver(() => Ad)
@Edge('adSet', () => AdSet, { capability: 'adSet.byId', by: 'adSetId' })
export class AdResolver {
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
