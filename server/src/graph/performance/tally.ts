import type { Channel, MoneyRecord } from '@selvedge/schema';
import Big from 'big.js';

/** Something that happened on one day in one channel, in the counts it adds to. */
export interface Fact {
  /** ISO 8601 date. */
  date: string;
  channel: Channel;
  spend?: MoneyRecord;
  revenue?: MoneyRecord;
  impressions?: number;
  clicks?: number;
  conversions?: number;
  newCustomers?: number;
  marketingQualified?: number;
  salesQualified?: number;
}

const COUNTS = [
  'impressions',
  'clicks',
  'conversions',
  'newCustomers',
  'marketingQualified',
  'salesQualified',
] as const;
type Count = (typeof COUNTS)[number];

/** Exact sums by currency. */
export type Purse = ReadonlyMap<string, Big>;

/** Sums of facts. */
export interface Tally extends Readonly<Record<Count, Big>> {
  readonly spend: Purse;
  readonly revenue: Purse;
}

/** Sums facts exactly, money by currency. */
export function tallyOf(facts: readonly Fact[]): Tally {
  const counts = Object.fromEntries(COUNTS.map((count) => [count, sum(facts.map((fact) => fact[count] ?? 0))]));
  return {
    ...(counts as Record<Count, Big>),
    spend: purseOf(facts.map((fact) => fact.spend)),
    revenue: purseOf(facts.map((fact) => fact.revenue)),
  };
}

function sum(terms: readonly number[]): Big {
  return terms.reduce((total, term) => total.plus(term), new Big(0));
}

function purseOf(moneys: readonly (MoneyRecord | undefined)[]): Purse {
  const purse = new Map<string, Big>();
  for (const money of moneys) {
    if (money !== undefined) purse.set(money.currency, (purse.get(money.currency) ?? new Big(0)).plus(money.amount));
  }
  return purse;
}
