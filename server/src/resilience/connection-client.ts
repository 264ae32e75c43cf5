import { malformed, type VendorAnswer, VendorError } from '@selvedge/connector-api';
import { errors } from 'undici';
import type { StopSignal } from '../ports/index.js';
import { type AdaptiveLimit, createAdaptiveLimit } from './adaptive-limit.js';
import { type Bulkhead, createBulkhead } from './bulkhead.js';
import { DeadlineExceeded } from './deadline.js';
import { exchange } from './exchange.js';
import { requestRoute } from './request-route.js';
import { createRetryBudget, type RetryBudget } from './retry.js';
import { MAX_RESPONSE_BYTES, type VendorPools } from './vendor-pools.js';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Scheme, host and port, e.g. `https://api.example.com`. */
  origin: string;
  /** Path and query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
}

/**
 * The way out to one vendor account, shared by all versions of the connector: the vendor counts HTTP calls per
 * account, so slots and the retry budget are kept per connection.
 */
export interface ConnectionClient {
  /** Runs the task in a slot of its own, once one is free; see `Bulkhead.run`. */
  inSlot: Bulkhead['run'];
  /** Sends one request, from a slot. Throws VendorError (`transient`, `malformed`) or the signal's reason. */
  send(request: HttpRequest, signal: StopSignal): Promise<VendorAnswer>;
  readonly retryBudget: RetryBudget;
  /** Requests at the vendor, and how many there may be at the moment. */
  load(): { inFlight: number; limit: number };
  /** Milliseconds of `performance.now()` at which the vendor last answered below 400; -1 when it never has. */
  readonly lastGoodAt: number;
}

export interface ConnectionClientOptions {
  /** Most requests in flight that the vendor allows; fewer are sent while it is crowded. */
  concurrency: number;
  pools: Pick<VendorPools, 'to'>;
}

export function createConnectionClient(options: ConnectionClientOptions): ConnectionClient {
  return new AccountClient(options);
}

class AccountClient implements ConnectionClient {
  readonly #pools: Pick<VendorPools, 'to'>;
  readonly #adaptive: AdaptiveLimit;
  readonly #bulkhead: Bulkhead;
  readonly retryBudget = createRetryBudget();
  #lastGoodAt = -1;

  constructor({ concurrency, pools }: ConnectionClientOptions) {
    this.#pools = pools;
    this.#adaptive = createAdaptiveLimit({ floor: Math.ceil(concurrency / 10), ceiling: concurrency });
    this.#bulkhead = createBulkhead(this.#adaptive);
  }

  get lastGoodAt(): number {
    return this.#lastGoodAt;
  }

  inSlot<T>(signal: StopSignal, task: () => Promise<T>, isPatient?: boolean): Promise<T> {
    return this.#bulkhead.run(signal, task, isPatient);
  }

  load(): { inFlight: number; limit: number } {
    return { inFlight: this.#adaptive.inFlight, limit: this.#adaptive.limit };
  }

  /** Refusals and lost connections are quick or slow for reasons of their own, and a caller that leaves proves nothing. */
  send(request: HttpRequest, signal: StopSignal): Promise<VendorAnswer> {
    const { origin, method, path, headers, body } = request;
    const pool = this.#pools.to(origin);
    const end = this.#adaptive.begin(requestRoute(request));
    const startedAt = performance.now();
    const idledBefore = performance.nodeTiming.idleTime;
    const limits = { signal, maxBytes: MAX_RESPONSE_BYTES };
    return exchange(pool, { method, path, headers, body }, limits).then(
      (answer) => {
        const isGood = answer.status < 400;
        const now = performance.now();
        if (isGood) this.#lastGoodAt = now;
        end(isGood ? waitedMs(now - startedAt, idledBefore) : null);
        return answer;
      },
      (error: unknown) => {
        const explained = explain(error, signal);
        end(explained instanceof DeadlineExceeded ? waitedMs(performance.now() - startedAt, idledBefore) : null);
        throw explained;
      },
    );
  }
}

/** The time it took; null when it was this process that took it, and the vendor may have answered long ago. */
function waitedMs(tookMs: number, idledBefore: number): number | null {
  return performance.nodeTiming.idleTime - idledBefore >= tookMs / 2 ? tookMs : null;
}

/** An abort keeps its reason; an oversized answer is the vendor's malformed one; the rest is the network's trouble. */
function explain(error: unknown, signal: StopSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof errors.ResponseExceededMaxSizeError) {
    return malformed(`The vendor's answer is larger than ${MAX_RESPONSE_BYTES} bytes.`, { cause: error });
  }
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'network error';
  return new VendorError(
    { class: 'transient', message: `The vendor could not be reached (${reason}).` },
    { cause: error },
  );
}
