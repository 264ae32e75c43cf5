import type { VendorAnswer, VendorRequest } from './vendor-fetch.js';

/** One window in which a vendor counts an account's requests. */
export interface QuotaWindow {
  /** Names it in metrics and messages, e.g. `burst`, `daily`; the same for all versions of the connector. */
  name: string;
  /** Units that the window holds: requests, unless the vendor counts in something else. */
  limit: number;
  /** Length of a rolling window in milliseconds, or the IANA time zone whose midnight opens a new one. */
  per: { ms: number } | { dayIn: string };
  /** Units that this request takes; default 1. */
  units?: number;
}

/** What an answer tells of a window: the vendor knows of everybody who calls the account. */
export interface QuotaReading {
  window: string;
  /** The window's true limit, where it is told. */
  limit?: number;
  /** Units that are left. */
  remaining: number;
  /** Whether the vendor's count holds, also where it has counted less than we did; left out: the larger count holds. */
  exact?: boolean;
}

/** The part of a request that its quota may depend on. */
export interface QuotaRequest {
  method: NonNullable<VendorRequest<unknown>['method']>;
  path: string;
  query: VendorRequest<unknown>['query'] | undefined;
  json: unknown;
  /** The connection's settings. */
  settings: Readonly<Record<string, string>>;
}

/**
 * How a vendor limits an account, as documented. The gateway keeps to it over all its processes and versions of the
 * connector: requests wait their turn, or fail at once when their time is too short.
 */
export interface Quota {
  /** The windows in which a request is counted; an empty list for one that is not. */
  windowsOf(request: QuotaRequest): readonly QuotaWindow[];
  /** What an answer says of them, in the vendor's dialect. Called for every answer, refusals included. */
  read?(answer: VendorAnswer, request: QuotaRequest): readonly QuotaReading[];
}
