import { DateRange, type WebAnalyticsDimension, WebAnalyticsDimensionEnum, WebAnalyticsReport } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLCurrency } from 'graphql-scalars';
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import { checkRange } from '../check-range.js';
import { chooseSomeConnectors } from '../lists/choose-connectors.js';
import { CURRENCY_ARGUMENT } from '../performance/one-currency.js';
import { Scope } from '../scope.js';
import { webReport } from '../web-analytics/web-asks.js';
import { webReportOf } from '../web-analytics/web-report.js';

@Resolver()
export class WebAnalyticsResolver {
  @Scope('performance:read')
  @Asks(webReport)
  @Query(() => WebAnalyticsReport, {
    nullable: true,
    description:
      'What happened on the web, summed over all connected vendors; null with the error of one that failed, for a sum ' +
      "without it would be too small. Days are counted in each property's time zone.",
  })
  async webAnalytics(
    @Arg('range', () => DateRange) range: DateRange,
    @Arg('by', () => [WebAnalyticsDimensionEnum], { defaultValue: [], description: 'What tells rows apart.' })
    by: WebAnalyticsDimension[],
    @Arg('currency', () => GraphQLCurrency, CURRENCY_ARGUMENT) currency: string | null | undefined,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<WebAnalyticsReport> {
    checkRange(range);
    const { sources, settings } = context;
    const outcomes = await Promise.all(
      chooseSomeConnectors('webAnalytics.report', null, sources).map((connector) =>
        sources.load('webAnalytics.report', connector, { since: range.since, until: range.until }),
      ),
    );
    const answers = outcomes.flatMap((outcome) => answer(outcome, context, info) ?? []);
    return webReportOf(answers, { by, currency, rates: settings.rates });
  }
}
