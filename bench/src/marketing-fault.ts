import type { MarketingQuery } from './queries.ts';

interface Answer {
  errors?: unknown;
  data?: {
    customers?: { edges: readonly { node: { records: readonly { source: { connector: string } }[] } }[] };
    performance?: { rows: readonly unknown[]; totals: { spend: { amount: string }; newCustomers: number } };
  };
}

const VENDORS = ['hubspot', 'salesforce', 'klaviyo'];

/** What an answer of the marketing graph lacks; null when it is whole. */
export function marketingFault(query: MarketingQuery, answer: unknown): string | null {
  const { errors, data } = answer as Answer;
  if (errors !== undefined) return 'errors';
  return query === 'marketing' ? customersFault(data?.customers) : performanceFault(data?.performance);
}

function customersFault(customers: NonNullable<Answer['data']>['customers']): string | null {
  const edges = customers?.edges ?? [];
  if (edges.length !== 100) return `expected 100 customers, got ${edges.length}`;
  const seen = new Set(edges.flatMap(({ node }) => node.records.map(({ source }) => source.connector)));
  const missing = VENDORS.filter((vendor) => !seen.has(vendor));
  return missing.length === 0 ? null : `expected records of ${VENDORS.join(', ')}, got none of ${missing.join(', ')}`;
}

function performanceFault(performance: NonNullable<Answer['data']>['performance']): string | null {
  if (performance === undefined || performance.rows.length < 2) return 'expected a row for each of several channels';
  const { spend, newCustomers } = performance.totals;
  return Number(spend.amount) > 0 && newCustomers > 0 ? null : 'expected spend and new customers above 0';
}
