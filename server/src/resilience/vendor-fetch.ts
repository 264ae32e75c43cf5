import {
  bodyOf,
  type Connector,
  checkShape,
  headersOf,
  isIdempotent,
  urlOf,
  VendorError,
  type VendorFailure,
  type VendorFetch,
  type VendorRequest,
  type VendorResponse,
} from '@selvedge/connector-api';
import type { Credential } from '../credentials/index.js';
import type { Metrics } from '../telemetry/index.js';
import type { Verdict } from './breaker.js';
import type { ConnectionClient, HttpRequest } from './connection-client.js';
import { type Deadline, DeadlineExceeded, sleep } from './deadline.js';
import { type RetryPolicy, retryDelay } from './retry.js';

export interface VendorFetchOptions {
  connector: Connector;
  version: string;
  baseUrl: string;
  client: ConnectionClient;
  credential: Credential;
  retry: RetryPolicy;
  metrics: Metrics;
  /** Hears what each HTTP call says about the vendor. */
  observe: (verdict: Verdict) => void;
}

/**
 * The `fetch` that a connector gets with one batch. Per HTTP request: credential → pause the vendor asked for →
 * slot → undici → classify → retry. Waiting holds no slot, and nothing waits past the batch's deadline.
 */
export function createVendorFetch(options: VendorFetchOptions, deadline: Deadline): VendorFetch {
  const { client, connector, credential, metrics } = options;

  async function attempt<T>(
    request: VendorRequest<T>,
    headers: Readonly<Record<string, string>>,
  ): Promise<VendorResponse<T>> {
    await outlivePause();
    const http: HttpRequest = {
      method: request.method ?? 'GET',
      url: urlOf(options.baseUrl, request),
      headers: headersOf(request, headers),
      body: bodyOf(request)?.body ?? null,
    };
    const startedAt = performance.now();
    const report = (outcome: 'ok' | 'timeout' | VendorFailure['class']): void => {
      const durationMs = performance.now() - startedAt;
      metrics.vendorCall({ connector: connector.id, version: options.version, outcome, durationMs });
      options.observe(outcome === 'ok' ? 'success' : verdictOf(outcome));
    };
    try {
      const answer = await client.send(http, deadline.signal);
      const failure = connector.classify(answer);
      if (failure !== null) throw new VendorError(failure);
      const body = checkShape(request.answer, answer.body, `${http.method} ${request.path}`);
      report('ok');
      return { status: answer.status, headers: answer.headers, body };
    } catch (error) {
      if (VendorError.is(error)) report(error.failure.class);
      else if (error instanceof DeadlineExceeded) report('timeout');
      throw error;
    }
  }

  /** A vendor that named a time gets no call before it: wait when the deadline allows, else fail at once. */
  async function outlivePause(): Promise<void> {
    const waitMs = client.pausedUntil() - Date.now();
    if (waitMs <= 0) return;
    if (client.pausedUntil() >= deadline.at) {
      throw new VendorError({
        class: 'throttled',
        message: `The vendor asked for no calls for another ${Math.ceil(waitMs / 1_000)} s.`,
        retryAfterMs: waitMs,
      });
    }
    await sleep(waitMs, deadline.signal);
  }

  function takeDownPause(failure: VendorFailure): void {
    if (failure.class === 'throttled' && failure.retryAfterMs !== undefined) {
      client.pause(Date.now() + failure.retryAfterMs);
    } else if (failure.class === 'quota-exhausted' && failure.untilMs !== undefined) {
      client.pause(failure.untilMs);
    }
  }

  async function mayRetry(failure: VendorFailure, attempts: number): Promise<boolean> {
    const delayMs = retryDelay(failure, attempts, options.retry);
    if (delayMs === null || Date.now() + delayMs >= deadline.at || !client.retryBudget.withdraw()) return false;
    metrics.retry({ connector: connector.id });
    await sleep(delayMs, deadline.signal);
    return true;
  }

  return async <T>(request: VendorRequest<T>) => {
    client.retryBudget.deposit();
    let refused = false;
    for (let attempts = 1; ; attempts += 1) {
      const headers = await credential.headers(deadline.signal);
      try {
        return await attempt(request, headers);
      } catch (error) {
        if (!VendorError.is(error)) throw error;
        takeDownPause(error.failure);
        if (error.failure.class === 'reauthenticate') {
          if (refused || !(await credential.reject(headers))) throw error;
          refused = true;
          continue;
        }
        if (!isIdempotent(request) || !(await mayRetry(error.failure, attempts))) throw error;
      }
    }
  };
}

/** Only the vendor's own trouble counts against it; the caller's mistakes and refused credentials never do. */
export function verdictOf(failureClass: VendorFailure['class'] | 'timeout'): Verdict {
  switch (failureClass) {
    case 'transient':
    case 'timeout':
    case 'malformed':
    case 'throttled':
      return 'failure';
    case 'reauthenticate':
    case 'quota-exhausted':
    case 'invalid':
    case 'gone':
      return 'neutral';
    default:
      return failureClass satisfies never;
  }
}
