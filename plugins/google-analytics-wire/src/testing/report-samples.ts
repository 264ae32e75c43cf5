import type { Samples } from '@selvedge/connector-api/testing';

/** Ranges of different length within the days that a simulated property has. `date`: ISO 8601, in order. */
export function reportSamples({ webDays }: { readonly webDays: readonly { readonly date: string }[] }): Samples {
  const dates = [...new Set(webDays.map(({ date }) => date))];
  const present = [1, 2, 5, 19].map((days) => ({ since: dates[0] ?? '', until: dates[days - 1] ?? '' }));
  return { 'webAnalytics.report': { present } };
}
