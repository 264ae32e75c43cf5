import type { Quota } from '@selvedge/connector-api';

const DAY_MS = 86_400_000;

/**
 * Requests of an org in any 24 hours: those of a developer org, until an answer tells the org's own. `Sforce-Limit-Info`
 * stands in every answer.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm
 */
export const quota: Quota = {
  windowsOf: () => [{ name: 'daily', limit: 15_000, per: { ms: DAY_MS } }],

  read({ headers }) {
    const [, used, limit] = /api-usage=(\d+)\/(\d+)/.exec(headers.get('sforce-limit-info') ?? '') ?? [];
    if (used === undefined || limit === undefined) return [];
    const remaining = Math.max(0, Number(limit) - Number(used));
    return [{ window: 'daily', limit: Number(limit), remaining, exact: true }];
  },
};
