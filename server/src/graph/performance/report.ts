import type { PerformanceDimension, PerformanceReport } from '@selvedge/schema';
import type { Rates } from './currencies.js';
import { figuresOf } from './figures.js';
import type { LoadedFacts } from './load-facts.js';
import { groupFacts } from './rows.js';
import { type Tally, tallyOf } from './tally.js';

export interface ReportOptions {
  by: readonly PerformanceDimension[];
  /** ISO 4217 currency of converted figures; null for the only one that occurs, else the base of the rates. */
  currency: string | null;
  rates: Rates;
}

/** Makes the rows and totals of a report. Rows are split from the same facts as the totals, so they add up to them. */
export function reportOf({ facts, failures }: LoadedFacts, { by, currency, rates }: ReportOptions): PerformanceReport {
  const total = tallyOf(facts);
  const options = { currency: currency ?? defaultCurrency(total, rates), rates, failures };
  return {
    rows: groupFacts(facts, by).map(({ group, facts: part }) => ({ ...group, ...figuresOf(tallyOf(part), options) })),
    totals: figuresOf(total, options),
  };
}

function defaultCurrency({ spend, revenue }: Tally, rates: Rates): string | null {
  const [only, another] = new Set([...spend.keys(), ...revenue.keys()]);
  return only !== undefined && another === undefined ? only : (rates?.base ?? null);
}
