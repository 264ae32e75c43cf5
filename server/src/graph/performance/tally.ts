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

type Count = 'impressions' | 'clicks' | 'conversions' | 'newCustomers' | 'marketingQualified' | 'salesQualified';

/** Exact sums by currency. */
export type Purse = ReadonlyMap<string, Big>;

/** Sums of facts. */
export interface Tally extends Readonly<Record<Count, number>> {
  readonly spend: Purse;
  readonly revenue: Purse;
}

/** Sums facts, money exactly and by currency. */
export function tallyOf(facts: readonly Fact[]): Tally {
  const sum = (count: Count): number => sumOf(facts, count);
  return {
    impressions: sum('impressions'),
    clicks: sum('clicks'),
    conversions: sum('conversions'),
    newCustomers: sum('newCustomers'),
    marketingQualified: sum('marketingQualified'),
    salesQualified: sum('salesQualified'),
    spend: purseOf(facts.map((fact) => fact.spend)),
    revenue: purseOf(facts.map((fact) => fact.revenue)),
  };
}

/** Sum of one count over all facts; a fact without it adds nothing. */
export function sumOf<C extends string>(facts: readonly { readonly [K in C]?: number }[], count: C): number {
  return facts.reduce((total, fact) => total + (fact[count] ?? 0), 0);
}

/** Sums money exactly and by currency. */
export function purseOf(moneys: readonly (MoneyRecord | undefined)[]): Purse {
  const purse = new Map<string, Big>();
  for (const money of moneys) {
    if (money !== undefined) purse.set(money.currency, (purse.get(money.currency) ?? new Big(0)).plus(money.amount));
  }
  return purse;
}
