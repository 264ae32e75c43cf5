import { numberHeader, type Quota, type QuotaRequest } from '@selvedge/connector-api';

/** Calls of one operation: in a second, in a minute and, of few operations, in a day. */
export interface OperationLimit {
  burst: number;
  steady: number;
  daily?: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The limit of operations that a revision's table does not name: Klaviyo's tier M. */
const USUAL: OperationLimit = { burst: 10, steady: 150 };

/**
 * Klaviyo counts each operation by itself. Answers tell how its minute stands; a 429 tells nothing but the wait.
 *
 * @param limits by method and path, ids as `:id`, e.g. `GET /api/lists/:id`; as `x-klaviyo-ratelimit` has them in the
 *   published specification of the revision
 */
export function quotaOf(limits: Readonly<Record<string, OperationLimit>>): Quota {
  return {
    windowsOf(request) {
      const operation = operationOf(request);
      const { burst, steady, daily } = slowed(request) ?? limits[operation] ?? USUAL;
      return [
        { name: `${operation} burst`, limit: burst, per: { ms: SECOND_MS } },
        { name: `${operation} steady`, limit: steady, per: { ms: MINUTE_MS } },
        ...(daily === undefined ? [] : [{ name: `${operation} daily`, limit: daily, per: { ms: DAY_MS } }]),
      ];
    },

    read({ headers }, request) {
      const limit = numberHeader(headers, 'ratelimit-limit');
      const remaining = numberHeader(headers, 'ratelimit-remaining');
      if (limit === undefined || remaining === undefined) return [];
      return [{ window: `${operationOf(request)} steady`, limit, remaining }];
    },
  };
}

const COLLECTIONS = /^\/api\/([a-z-]+)\/[^/]+/;

function operationOf({ method, path }: QuotaRequest): string {
  return `${method} ${path.replace(/\/$/, '').replace(COLLECTIONS, '/api/$1/:id')}`;
}

/** A profile with its lists, and a list with its size, are slower than their operation. */
function slowed({ path, query = {} }: QuotaRequest): OperationLimit | null {
  const withLists = PROFILE.test(path) && /lists|segments/.test(String(query.include ?? ''));
  const withSize = LIST.test(path) && /profile_count/.test(String(query['additional-fields[list]'] ?? ''));
  return withLists || withSize ? { burst: 1, steady: 15 } : null;
}

const PROFILE = /^\/api\/profiles\/[^/]+\/?$/;
const LIST = /^\/api\/lists\/[^/]+\/?$/;
