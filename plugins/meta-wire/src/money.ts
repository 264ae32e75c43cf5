import type { MoneyRecord } from '@selvedge/schema';

/**
 * Money from the smallest units in which Meta writes budgets, e.g. `5000` in EUR → `50.00`, in JPY → `5000`.
 * Meta's units are not ISO 4217's: forints have none here and Bahraini dinars have hundredths
 * (https://developers.facebook.com/docs/marketing-api/currencies).
 */
export function moneyFromSmallestUnits(units: string, currency: string): MoneyRecord {
  if (WITHOUT_FRACTION.has(currency)) return { amount: units, currency };
  const digits = units.padStart(3, '0');
  return { amount: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency };
}

/** Currencies whose offset is 1; that of every other is 100. */
const WITHOUT_FRACTION = new Set(['CLP', 'COP', 'CRC', 'HUF', 'IDR', 'ISK', 'JPY', 'KRW', 'PYG', 'TWD', 'VND']);
