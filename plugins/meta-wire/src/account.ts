import { type Call, invalid, type SettingDeclaration } from '@selvedge/connector-api';
import { z } from 'zod';
import { currencyCode } from './wire-values.js';

export const accountSetting: SettingDeclaration = {
  description: 'Ad account: its digits, with or without act_ before them',
  required: true,
};

/** Path of the connection's ad account below the version, e.g. `/act_1001`. Throws `invalid` for a setting that names none. */
export function accountPath(settings: Call['settings']): string {
  const digits = /^(?:act_)?(\d+)$/.exec(settings.adAccountId ?? '')?.[1];
  if (digits === undefined) {
    throw invalid(
      `Setting adAccountId must be the ad account's digits, with or without act_, but got ${JSON.stringify(settings.adAccountId ?? null)}.`,
    );
  }
  return `/act_${digits}`;
}

/** ISO 4217 code of the account's currency, asked once for each connection: an account never changes it. */
export async function accountCurrency(call: Call): Promise<string> {
  const known = currencies.get(call.settings);
  if (known !== undefined) return known;
  const { body } = await call.fetch({
    path: accountPath(call.settings),
    query: { fields: 'currency' },
    answer: accountSchema,
  });
  currencies.set(call.settings, body.currency);
  return body.currency;
}

/** By the connection's own settings object, so that no connection ever reads what another was told. */
const currencies = new WeakMap<Call['settings'], string>();

const accountSchema = z.object({ currency: currencyCode });
