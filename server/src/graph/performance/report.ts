import type { PerformanceDimension, PerformanceReport } from '@selvedge/schema';
import type { Rates } from './currencies.js';
import { figuresOf } from './figures.js';
import type { LoadedFacts } from './load-facts.js';
import { currencyOfSums } from './one-currency.js';
import { groupFacts } from './rows.js';
import { tallyOf } from './tally.js';

export interface ReportOptions {
  by: readonly PerformanceDimension[];
  /** ISO 4217 currency of converted figures; null for the only one that occurs, else the base of the rates. */
  currency: string | null | undefined;
  rates: Rates;
}

/** Makes the rows and totals of a report. Rows are split from the same facts as the totals, so they add up to them. */
export function reportOf({ facts, failures }: LoadedFacts, { by, currency, rates }: ReportOptions): PerformanceReport {
  const total = tallyOf(facts);
  const options = { currency: currencyOfSums(currency, [total.spend, total.revenue], rates), rates, failures };
  return {
    rows: groupFacts(facts, by).map(({ group, facts: part }) => ({ ...group, ...figuresOf(tallyOf(part), options) })),
    totals: figuresOf(total, options),
  };
}
