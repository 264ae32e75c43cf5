import type { MoneyRecord } from '@selvedge/schema';

/**
 * Money from millionths of the currency's unit, exact: `3400000` in EUR → `3.40`, in JPY → `3.4`. At least as many
 * decimals as ISO 4217 gives the currency, more only where they are not zero.
 */
export function moneyFromMicros(micros: string, currency: string): MoneyRecord {
  const digits = micros.padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '').padEnd(minorDigits(currency), '0');
  const whole = digits.slice(0, -6);
  return { amount: fraction === '' ? whole : `${whole}.${fraction}`, currency };
}

function minorDigits(currency: string): number {
  const known = MINOR_DIGITS.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const minor = format.resolvedOptions().maximumFractionDigits ?? 2;
  MINOR_DIGITS.set(currency, minor);
  return minor;
}

/** Formatters are costly to make. */
const MINOR_DIGITS = new Map<string, number>();
