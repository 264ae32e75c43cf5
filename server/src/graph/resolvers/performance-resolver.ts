import { DateRange, type PerformanceDimension, PerformanceDimensionEnum, PerformanceReport } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLCurrency } from 'graphql-scalars';
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import { checkRange } from '../check-range.js';
import { badUserInput } from '../coded-error.js';
import { type Calendar, calendarIn, nextDate } from '../performance/calendar.js';
import { loadFacts } from '../performance/load-facts.js';
import { CURRENCY_ARGUMENT } from '../performance/one-currency.js';
import { partsOfRows, partsOfTotals } from '../performance/parts.js';
import { performanceReport } from '../performance/performance-asks.js';
import { reportOf } from '../performance/report.js';
import type { ReportQuery } from '../performance/report-query.js';
import { selectedFigures } from '../performance/selected-figures.js';
import { Scope } from '../scope.js';

@Resolver()
export class PerformanceResolver {
  @Scope('performance:read')
  @Asks(performanceReport)
  @Query(() => PerformanceReport, {
    nullable: true,
    description: 'What marketing cost and brought, over all connected vendors.',
  })
  async performance(
    @Arg('range', () => DateRange) range: DateRange,
    @Arg('by', () => [PerformanceDimensionEnum], { defaultValue: [], description: 'What tells rows apart.' })
    by: PerformanceDimension[],
    @Arg('currency', () => GraphQLCurrency, CURRENCY_ARGUMENT) currency: string | null | undefined,
    @Arg('timeZone', () => String, {
      nullable: true,
      defaultValue: 'UTC',
      description: 'IANA time zone in which days are counted.',
    })
    timeZone: string | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PerformanceReport> {
    checkRange(range);
    const query = queryOf(range, calendarFor(timeZone ?? 'UTC'), context, info);
    const rowParts = partsOfRows(selectedFigures(info, 'rows'));
    const totalParts = partsOfTotals(selectedFigures(info, 'totals'));
    const loaded = await loadFacts(query, new Set([...rowParts, ...totalParts]));
    return reportOf(loaded, { by, rowParts, currency, rates: context.settings.rates });
  }
}

function queryOf(range: DateRange, calendar: Calendar, context: GraphContext, info: GraphQLResolveInfo): ReportQuery {
  const { sources } = context;
  const startOf = (date: string) => new Date(calendar.startOf(date)).toISOString();
  return {
    days: { since: range.since, until: range.until },
    instants: { since: startOf(range.since), until: startOf(nextDate(range.until)) },
    calendar,
    offering: (capability) => sources.offering(capability),
    load: async (capability, connector, input) =>
      answer(await sources.load(capability, connector, input), context, info),
  };
}

function calendarFor(timeZone: string): Calendar {
  try {
    return calendarIn(timeZone);
  } catch {
    throw badUserInput(`Expected "timeZone" to be an IANA time zone such as "Europe/Berlin", but got "${timeZone}".`);
  }
}
