import { type Call, invalid, type SettingDeclaration } from '@selvedge/connector-api';
import type { Dialect } from './dialect.js';

export const customerSettings: Readonly<Record<'customerId' | 'loginCustomerId', SettingDeclaration>> = {
  customerId: { description: 'Customer: its ten digits, with or without hyphens', required: true },
  loginCustomerId: {
    description: 'Manager account through which the customer is reached: its ten digits, with or without hyphens',
    required: false,
  },
};

/** The customer's digits. Throws `invalid` for a setting that names none. */
export function customerId(settings: Call['settings']): string {
  return digitsOf(settings, 'customerId');
}

/** Path below the customer, e.g. `/v25/customers/1234567890/googleAds:searchStream`. */
export function customerPath(dialect: Dialect, settings: Call['settings'], rest: `/${string}` | `:${string}`): string {
  return `/${dialect.version}/customers/${customerId(settings)}${rest}`;
}

/** Headers that say through which manager account the customer is reached. */
export function loginHeaders(settings: Call['settings']): Readonly<Record<string, string>> {
  return settings.loginCustomerId === undefined ? {} : { 'login-customer-id': digitsOf(settings, 'loginCustomerId') };
}

function digitsOf(settings: Call['settings'], name: keyof typeof customerSettings): string {
  const digits = (settings[name] ?? '').replaceAll('-', '');
  if (/^\d{10}$/.test(digits)) return digits;
  throw invalid(
    `Setting ${name} must be ten digits, with or without hyphens, but got ${JSON.stringify(settings[name] ?? null)}.`,
  );
}
