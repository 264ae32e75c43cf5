import type { Quota } from '@selvedge/connector-api';

/** Window of the rate limit, milliseconds. */
export const RATE_WINDOW_MS = 20_000;
/** Marketo counts its days in US Central Time. */
export const DAY_ZONE = 'America/Chicago';
const USUAL_DAILY_CALLS = 50_000;

export const dailyCallsSetting = {
  description: `Calls a day of the subscription; default ${USUAL_DAILY_CALLS}.`,
  required: false,
};

/**
 * Limits of an instance, over everybody who integrates with it; no header tells of them.
 * Source: https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/rest-api
 */
export const quota: Quota = {
  windowsOf: ({ settings }) => [
    { name: 'rate', limit: 100, per: { ms: RATE_WINDOW_MS } },
    { name: 'daily', limit: Number(settings.dailyCalls) || USUAL_DAILY_CALLS, per: { dayIn: DAY_ZONE } },
  ],
};
