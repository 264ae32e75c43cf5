import type { onRequestHookHandler } from 'fastify';
import { credentialOf } from './credential.js';
import { SalesforceError } from './salesforce-error.js';

/** Requests of an Enterprise org without further licences, in any 24 hours. */
export const DAILY_REQUESTS = 100_000;
/** Salesforce answers 414 to a longer URI; headers count too, for which the server itself answers 431. */
const LONGEST_URI = 16_384;
const HOUR_MS = 3_600_000;

/** Requests of each account in the last 24 hours, counted by the hour. */
export class DailyRequests {
  readonly #now: () => number;
  readonly #limit: number;
  readonly #hours = new Map<string, Map<number, number>>();

  /** `now`: epoch milliseconds. */
  constructor(now: () => number, limit = DAILY_REQUESTS) {
    this.#now = now;
    this.#limit = limit;
  }

  get limit(): number {
    return this.#limit;
  }

  used(account: string): number {
    const oldest = Math.floor(this.#now() / HOUR_MS) - 24;
    const hours = this.#hours.get(account) ?? new Map<number, number>();
    for (const hour of hours.keys()) if (hour <= oldest) hours.delete(hour);
    return [...hours.values()].reduce((sum, count) => sum + count, 0);
  }

  count(account: string): void {
    const hours = this.#hours.get(account) ?? new Map<number, number>();
    this.#hours.set(account, hours);
    const hour = Math.floor(this.#now() / HOUR_MS);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
}

/** Counts requests and tells the count with every answer; refuses those over the limit if `enforced`. */
export function dailyRequestsHook(requests: DailyRequests, enforced: boolean): onRequestHookHandler {
  return async (request, reply) => {
    const credential = credentialOf(request.headers.authorization);
    if (credential.kind === 'none') return;
    const { account } = credential;
    const isOver = enforced && requests.used(account) >= requests.limit;
    if (!isOver) requests.count(account);
    reply.header('Sforce-Limit-Info', `api-usage=${requests.used(account)}/${requests.limit}`);
    // A 403 and no Retry-After: the day rolls.
    if (isOver) throw new SalesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  };
}

/** Refuses URIs that are too long. */
export const shortUri: onRequestHookHandler = async (request, reply) => {
  if (request.url.length <= LONGEST_URI) return;
  reply.code(414).type('text/html').send('<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>');
  return reply;
};
