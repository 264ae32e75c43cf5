import type { MoneyRecord } from '@selvedge/schema';
import Big from 'big.js';
import type { GraphSettings } from '../../ports/index.js';
import type { Purse } from './tally.js';

export type Rates = GraphSettings['rates'];

/** Sum of a purse in one currency, or the currencies that have no rate to it. */
export function convert(purse: Purse, to: string, rates: Rates): Big | { missing: string[] } {
  const missing: string[] = [];
  let total = new Big(0);
  for (const [currency, amount] of purse) {
    const rate = rateBetween(currency, to, rates);
    if (rate === null) missing.push(currency);
    else total = total.plus(amount.times(rate.times).div(rate.over));
  }
  return missing.length > 0 ? { missing } : total;
}

/** An amount as money, rounded half up to the currency's minor unit (ISO 4217). */
export function asMoney(amount: Big, currency: string): MoneyRecord {
  return { amount: amount.toFixed(minorDigits(currency), Big.roundHalfUp), currency };
}

/** A purse as money, in order of currency codes. Sums keep every digit that vendors gave. */
export function asMoneys(purse: Purse): MoneyRecord[] {
  return [...purse]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([currency, amount]) => ({ amount: exact(amount, currency), currency }));
}

function exact(amount: Big, currency: string): string {
  const shortest = amount.toFixed();
  const decimals = shortest.split('.')[1]?.length ?? 0;
  return amount.toFixed(Math.max(decimals, minorDigits(currency)));
}

/** Formats are slow to make and currencies few. */
const minorDigitsOf = new Map<string, number>();

function minorDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  const known = minorDigitsOf.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  minorDigitsOf.set(currency, digits);
  return digits;
}

/**
 * What one unit of a currency is worth in another, as a fraction; null when the configured rates do not say.
 * `perUnit` gives units of the base, so the rate is perUnit(from) / perUnit(to).
 */
function rateBetween(from: string, to: string, rates: Rates): { times: Big; over: Big } | null {
  if (from === to) return { times: new Big(1), over: new Big(1) };
  const times = worthInBase(from, rates);
  const over = worthInBase(to, rates);
  return times === null || over === null || over.eq(0) ? null : { times, over };
}

function worthInBase(currency: string, rates: Rates): Big | null {
  if (rates === null) return null;
  if (currency === rates.base) return new Big(1);
  const perUnit = rates.perUnit[currency];
  return perUnit === undefined ? null : new Big(perUnit);
}
