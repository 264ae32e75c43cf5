import type { Account } from './account.js';
import type { Query } from './cursor-page.js';
import type { RateLimit } from './rate-limit.js';
import type { Revision } from './revision.js';

/** A request that has passed authentication, revision and limits. */
export interface ApiCall {
  account: Account;
  revision: Revision;
  /** Below the vendor's base URL, e.g. `/api/profiles`. */
  path: string;
  params: Readonly<Record<string, string | undefined>>;
  query: Query;
  body: unknown;
  /** Epoch milliseconds. */
  now: number;
}

export interface Answer {
  status: number;
  /** Undefined for none. */
  body?: unknown;
}

/** One operation of one revision. */
export interface Operation {
  /** Klaviyo's `operationId`. */
  id: string;
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  /** As in the specification's `x-klaviyo-ratelimit`; some parameters slow an operation down. */
  limit: RateLimit | ((query: Query) => RateLimit);
  handle: (call: ApiCall) => Answer;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}
