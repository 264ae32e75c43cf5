import type { Quota } from '@selvedge/connector-api';
import { useCasesOf } from './usage-headers.js';

const HOUR_MS = 3_600_000;

/** Calls an hour of an ad account without active ads, by use case and tier of access. */
const STANDARD = { ads_insights: 190_000, ads_management: 100_000 };
const DEVELOPMENT = { ads_insights: 600, ads_management: 300 };
type UseCase = keyof typeof STANDARD;

/**
 * Meta tells what is used in whole percent, with the tier. Active ads raise the limits, which is left as a margin.
 * Source: https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 */
export const quota: Quota = {
  windowsOf({ path }) {
    const name: UseCase = path.endsWith('/insights') ? 'ads_insights' : 'ads_management';
    return [{ name, limit: STANDARD[name], per: { ms: HOUR_MS } }];
  },

  read: ({ headers }) =>
    useCasesOf(headers).flatMap(({ type, call_count: percent, ads_api_access_tier: tier }) => {
      if (!isUseCase(type)) return [];
      const limit = (tier === 'development_access' ? DEVELOPMENT : STANDARD)[type];
      return [{ window: type, limit, remaining: Math.max(0, Math.floor((limit * (100 - percent)) / 100)) }];
    }),
};

function isUseCase(type: string): type is UseCase {
  return Object.hasOwn(STANDARD, type);
}
