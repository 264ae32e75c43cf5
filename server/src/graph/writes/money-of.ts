import type { MoneyInput, MoneyRecord } from '@selvedge/schema';
import { type Attempt, refused } from './attempt.js';

const DECIMAL = /^-?\d+(\.\d+)?$/;
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Money as a caller gave it, or why it is none. `argument`: where it was given, for the message. */
export function moneyOf({ amount, currency }: MoneyInput, argument: string): Attempt<MoneyRecord> {
  if (!DECIMAL.test(amount)) {
    return refused(`Expected "${argument}.amount" to be a decimal such as "1234.50", but got "${amount}".`);
  }
  const code = currency.toUpperCase();
  if (CURRENCIES.has(code)) return { ok: true, value: { amount, currency: code } };
  return refused(`Expected "${argument}.currency" to be an ISO 4217 code such as "EUR", but got "${currency}".`);
}
