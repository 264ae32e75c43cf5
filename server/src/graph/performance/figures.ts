import type { PerformanceFigures } from '@selvedge/schema';
import Big from 'big.js';
import { asMoneys, type Rates } from './currencies.js';
import { inOneCurrency, shownSum } from './one-currency.js';
import type { Part } from './parts.js';
import type { Purse, Tally } from './tally.js';

export interface FigureOptions {
  /** ISO 4217 currency of the converted figures; null when none can be chosen. */
  currency: string | null;
  rates: Rates;
  /** Parts of the report that are not known; their figures carry the error. */
  unknown: ReadonlyMap<Part, Error>;
}

/** A figure, the reason why there is none, or null where it does not exist. */
type Figure<T> = T | Error | null;

/** The figures of a tally. Ratios are taken before any rounding; one with a zero denominator is null. */
export function figuresOf(tally: Tally, { currency, rates, unknown }: FigureOptions): PerformanceFigures {
  const of = <T>(part: Part, value: T): T | Error => unknown.get(part) ?? value;
  const money = (part: Part, purse: Purse): Big | Error => of(part, inOneCurrency(purse, currency, rates));

  const spend = money('adverts', tally.spend);
  const revenue = money('sales', tally.revenue);
  const newCustomers = of('newCustomers', tally.newCustomers);
  const impressions = of('adverts', tally.impressions);
  const clicks = of('adverts', tally.clicks);
  const conversions = of('adverts', tally.conversions);
  return {
    spend: shownSum(spend, currency),
    spendByCurrency: of('adverts', asMoneys(tally.spend)),
    impressions,
    clicks,
    conversions,
    revenue: shownSum(revenue, currency),
    revenueByCurrency: of('sales', asMoneys(tally.revenue)),
    newCustomers,
    roas: ratio(revenue, spend),
    roi: ratio(difference(revenue, spend), spend),
    cac: ratio(spend, newCustomers),
    cpa: ratio(spend, conversions),
    ctr: ratio(clicks, impressions),
    conversionRate: ratio(conversions, clicks),
    mqlToSql: ratio(of('stages', tally.salesQualified), of('stages', tally.marketingQualified)),
  };
}

function ratio(numerator: Figure<Big | number>, denominator: Figure<Big | number>): Figure<number> {
  if (numerator instanceof Error) return numerator;
  if (denominator instanceof Error) return denominator;
  if (numerator === null || denominator === null || Number(denominator) === 0) return null;
  return new Big(numerator).div(denominator).toNumber();
}

function difference(one: Figure<Big>, other: Figure<Big>): Figure<Big> {
  if (one === null || one instanceof Error) return one;
  return other === null || other instanceof Error ? other : one.minus(other);
}
