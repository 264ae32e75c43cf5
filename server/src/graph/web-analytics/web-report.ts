import type { WebAnalyticsDimension, WebAnalyticsRecord, WebAnalyticsReport } from '@selvedge/schema';
import type { Rates } from '../performance/currencies.js';
import { currencyOfSums } from '../performance/one-currency.js';
import { groupFacts, tellingErrorsOnce } from '../performance/rows.js';
import { purseOf } from '../performance/tally.js';
import { webFiguresOf } from './web-figures.js';

export interface WebReportOptions {
  by: readonly WebAnalyticsDimension[];
  /** ISO 4217 currency of converted sums; null for the only one that occurs, else the base of the rates. */
  currency: string | null | undefined;
  rates: Rates;
}

/** Sums the answers of all vendors. Rows are split from the same facts as the totals, so they add up to them. */
export function webReportOf(
  answers: readonly WebAnalyticsRecord[],
  { by, currency: asked, rates }: WebReportOptions,
): WebAnalyticsReport {
  const facts = answers.flatMap(({ rows }) => rows);
  const currency = currencyOfSums(asked, [purseOf(facts.map(({ revenue }) => revenue))], rates);
  return {
    rows: tellingErrorsOnce(
      groupFacts(facts, by).map(({ group, facts: part }) => ({ ...group, ...webFiguresOf(part, currency, rates) })),
    ),
    totals: webFiguresOf(facts, currency, rates),
    quality: {
      sampled: answers.some(({ sampled }) => sampled),
      thresholded: answers.some(({ thresholded }) => thresholded),
      otherRow: answers.some(({ otherRow }) => otherRow),
    },
  };
}
