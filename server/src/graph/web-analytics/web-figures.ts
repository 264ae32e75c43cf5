import type { WebAnalyticsFigures, WebAnalyticsRowRecord } from '@selvedge/schema';
import { asMoneys, type Rates } from '../performance/currencies.js';
import { inOneCurrency, shownSum } from '../performance/one-currency.js';
import { purseOf, sumOf } from '../performance/tally.js';

/** Sums of what happened on the web. `currency`: ISO 4217, of converted sums; null when none can be chosen. */
export function webFiguresOf(
  facts: readonly WebAnalyticsRowRecord[],
  currency: string | null,
  rates: Rates,
): WebAnalyticsFigures {
  const revenue = purseOf(facts.map((fact) => fact.revenue));
  return {
    sessions: sumOf(facts, 'sessions'),
    users: sumOf(facts, 'users'),
    conversions: sumOf(facts, 'conversions'),
    revenue: shownSum(inOneCurrency(revenue, currency, rates), currency),
    revenueByCurrency: asMoneys(revenue),
  };
}
