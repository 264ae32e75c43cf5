import { numberHeader, type Quota, type QuotaReading } from '@selvedge/connector-api';

const TEN_SECONDS_MS = 10_000;

export const timeZoneSetting = {
  description: "IANA time zone of the account, at whose midnight HubSpot's day begins; default UTC.",
  required: false,
};

/**
 * An account's limits: those of the smallest plan, until an answer tells the account's own. Searches have a limit of
 * their own, and their answers tell nothing.
 * Source: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export const quota: Quota = {
  windowsOf: ({ path, settings }) => [
    path.endsWith('/search')
      ? { name: 'search', limit: 4, per: { ms: 1_000 } }
      : { name: 'burst', limit: 100, per: { ms: TEN_SECONDS_MS } },
    { name: 'daily', limit: 250_000, per: { dayIn: settings.timeZone ?? 'UTC' } },
  ],

  read({ headers }) {
    const readings: QuotaReading[] = [];
    const burst = numberHeader(headers, 'x-hubspot-ratelimit-max');
    const burstLeft = numberHeader(headers, 'x-hubspot-ratelimit-remaining');
    if (burst !== undefined && burstLeft !== undefined) {
      readings.push({ window: 'burst', limit: burst, remaining: burstLeft });
    }
    const daily = numberHeader(headers, 'x-hubspot-ratelimit-daily');
    const dailyLeft = numberHeader(headers, 'x-hubspot-ratelimit-daily-remaining');
    if (daily !== undefined && dailyLeft !== undefined) {
      readings.push({ window: 'daily', limit: daily, remaining: dailyLeft, exact: true });
    }
    return readings;
  },
};
