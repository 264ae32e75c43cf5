import type { FastifyInstance } from 'fastify';
import { requireAccount } from './credentials.js';
import { AD_ACCOUNT_ID } from './graph.js';
import { GraphError } from './graph-error.js';

/** Calls an hour that one account may make for each business use case. */
export type HourlyCalls = Readonly<Record<UseCase, number>>;

export type UseCase = 'ads_insights' | 'ads_management';

/** Standard access, https://developers.facebook.com/docs/graph-api/overview/rate-limiting */
export function standardAccess(activeAds: number): HourlyCalls {
  return { ads_insights: 190_000 + 400 * activeAds, ads_management: 100_000 + 40 * activeAds };
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const CODES: Readonly<Record<UseCase, number>> = { ads_insights: 80_000, ads_management: 80_004 };

interface Window {
  startedAt: number;
  calls: number;
}

/** Counts each account's calls in windows of an hour, tells usage in the vendor's header and refuses what is over. */
export function throttle(scope: FastifyInstance, limits: HourlyCalls, now: () => number): void {
  const windows = new Map<string, Window>();

  scope.addHook('onRequest', async (request, reply) => {
    const useCase = useCaseOf(request.url);
    if (useCase === null) return;
    const key = `${useCase}/${requireAccount(request)}`;
    const window = current(windows.get(key), now());
    windows.set(key, window);
    window.calls++;
    const exceeded = window.calls > limits[useCase];
    const remaining = window.startedAt + HOUR_MS - now();
    reply.header('x-business-use-case-usage', usage(useCase, window.calls / limits[useCase], exceeded ? remaining : 0));
    if (!exceeded) return;
    const message = `(#${CODES[useCase]}) There have been too many calls from this ad-account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.`;
    throw new GraphError(CODES[useCase], message, 2_446_079);
  });
}

/** Null for the Conversions API, whose calls Meta does not limit by the hour. */
function useCaseOf(url: string): UseCase | null {
  const [path = ''] = url.split('?', 1);
  if (path.endsWith('/events')) return null;
  return path.endsWith('/insights') ? 'ads_insights' : 'ads_management';
}

function current(window: Window | undefined, now: number): Window {
  return window !== undefined && now < window.startedAt + HOUR_MS ? window : { startedAt: now, calls: 0 };
}

/** Usage in percent, the wait in whole minutes; CPU time and total time are not limited here. */
function usage(useCase: UseCase, share: number, waitMs: number): string {
  const entry = {
    type: useCase,
    call_count: Math.min(100, Math.floor(share * 100)),
    total_cputime: 0,
    total_time: 0,
    estimated_time_to_regain_access: Math.ceil(waitMs / MINUTE_MS),
    ads_api_access_tier: 'standard_access',
  };
  return JSON.stringify({ [AD_ACCOUNT_ID]: [entry] });
}
