import type { PerformanceDimension, PerformanceReport, PerformanceRow } from '@selvedge/schema';
import type { Rates } from './currencies.js';
import { type FigureOptions, figuresOf } from './figures.js';
import type { LoadedFacts } from './load-facts.js';
import { currencyOfSums } from './one-currency.js';
import type { Part } from './parts.js';
import { groupFacts, tellingErrorsOnce } from './rows.js';
import { tallyOf } from './tally.js';

export interface ReportOptions {
  by: readonly PerformanceDimension[];
  /** The parts that make the rows. */
  rowParts: readonly Part[];
  /** ISO 4217 currency of converted figures; null for the only one that occurs, else the base of the rates. */
  currency: string | null | undefined;
  rates: Rates;
}

/** Makes the rows and totals of a report. Rows are split from the same facts as the totals, so they add up to them. */
export function reportOf(loaded: LoadedFacts, { by, rowParts, currency, rates }: ReportOptions): PerformanceReport {
  const total = tallyOf([...loaded.facts.values()].flat());
  const options: FigureOptions = {
    currency: currencyOfSums(currency, [total.spend, total.revenue], rates),
    rates,
    unknown: new Map([...loaded.missing, ...loaded.failures]),
  };
  return { rows: rowsOf(loaded, rowParts, by, options), totals: figuresOf(total, options) };
}

/**
 * The rows, or the error of a part that failed, for it may have had rows of its own. What nobody offers has none: its
 * error is in the rows of the others, or stands for the rows when there are none to carry it.
 */
function rowsOf(
  { facts, failures, missing }: LoadedFacts,
  parts: readonly Part[],
  by: readonly PerformanceDimension[],
  options: FigureOptions,
): readonly PerformanceRow[] | Error {
  const [failure] = parts.flatMap((part) => failures.get(part) ?? []);
  if (failure !== undefined) return failure;
  const groups = groupFacts(
    parts.flatMap((part) => facts.get(part) ?? []),
    by,
  );
  const [lack] = parts.flatMap((part) => missing.get(part) ?? []);
  if (groups.length === 0 && lack !== undefined) return lack;
  return tellingErrorsOnce(
    groups.map(({ group, facts: some }) => ({ ...group, ...figuresOf(tallyOf(some), options) })),
  );
}
