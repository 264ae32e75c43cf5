import type { Quota } from '@selvedge/connector-api';

/** Window of the rate limit, milliseconds. */
export const RATE_WINDOW_MS = 20_000;
/** Marketo counts its days in US Central Time. */
export const DAY_ZONE = 'America/Chicago';

/**
 * Limits of an instance, over everybody who integrates with it; no header tells of them.
 * Source: https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/rest-api
 */
export const quota: Quota = {
  windowsOf: () => [
    { name: 'rate', limit: 100, per: { ms: RATE_WINDOW_MS } },
    { name: 'daily', limit: 50_000, per: { dayIn: DAY_ZONE } },
  ],
};
