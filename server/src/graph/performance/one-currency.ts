import type { MoneyRecord } from '@selvedge/schema';
import Big from 'big.js';
import { codedError } from '../coded-error.js';
import { asMoney, convert, type Rates } from './currencies.js';
import type { Purse } from './tally.js';

/** How the argument that chooses the currency of sums is declared. */
export const CURRENCY_ARGUMENT = {
  nullable: true,
  description:
    "Currency of sums; default: the only one that occurs in what is selected, else the base of the gateway's rates.",
};

/** ISO 4217 currency of converted sums, as `CURRENCY_ARGUMENT` says; null when none can be chosen. */
export function currencyOfSums(
  asked: string | null | undefined,
  purses: readonly Purse[],
  rates: Rates,
): string | null {
  if (asked != null) return asked.toUpperCase();
  const [only, another] = new Set(purses.flatMap((purse) => [...purse.keys()]));
  return only !== undefined && another === undefined ? only : (rates?.base ?? null);
}

/** A purse's sum before any rounding, or the error `CURRENCY_RATE_MISSING`. */
export function inOneCurrency(purse: Purse, currency: string | null, rates: Rates): Big | Error {
  if (purse.size === 0) return new Big(0);
  if (currency === null) {
    return rateMissing(
      `Expected "currency" and configured rates to sum ${[...purse.keys()].join(', ')}, but got none.`,
    );
  }
  const sum = convert(purse, currency, rates);
  if (!('missing' in sum)) return sum;
  return rateMissing(
    `Expected configured rates from ${sum.missing.join(', ')} to ${currency}, but there are none; see the sums by currency.`,
  );
}

/** A sum as it is shown; null where no currency could be chosen. */
export function shownSum(sum: Big | Error, currency: string | null): MoneyRecord | Error | null {
  if (sum instanceof Error) return sum;
  return currency === null ? null : asMoney(sum, currency);
}

function rateMissing(message: string): Error {
  return codedError('CURRENCY_RATE_MISSING', message);
}
