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
import { type Deadline, DeadlineExceeded, hasEnded, sleep } from './deadline.js';
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
  traffic: Traffic;
}

/** HTTP requests of one batch. */
export interface Traffic {
  /** Asked for but not sent: waiting for a slot or the end of a pause, or refused because of it. */
  held: number;
  sent: number;
}

type CallOutcome = 'ok' | 'timeout' | VendorFailure['class'];

/** Time that a call must have left when it is sent, milliseconds; a quarter of what is left where that is less. */
const LEAST_TIME_MS = 1_000;

/**
 * The `fetch` that a connector gets with one batch. Per HTTP request: credential → pause the vendor asked for →
 * slot → undici → classify → retry. Waiting holds no slot, and nothing waits past the batch's deadline.
 */
export function createVendorFetch(options: VendorFetchOptions, deadline: Deadline): VendorFetch {
  const { client, connector, credential, metrics, traffic } = options;

  async function attempt<T>(
    request: VendorRequest<T>,
    headers: Readonly<Record<string, string>>,
  ): Promise<VendorResponse<T>> {
    const http: HttpRequest = {
      method: request.method ?? 'GET',
      url: urlOf(options.baseUrl, request),
      headers: headersOf(request, headers),
      body: bodyOf(request)?.body ?? null,
    };
    traffic.held += 1;
    for (;;) {
      await outlivePause();
      // Another call may have been told to pause while this one waited for its slot.
      const answer = await client.inSlot(deadline.signal, async () => (isPaused() ? null : await send(request, http)));
      if (answer !== null) return answer;
    }
  }

  async function send<T>(request: VendorRequest<T>, http: HttpRequest): Promise<VendorResponse<T>> {
    traffic.held -= 1;
    traffic.sent += 1;
    const startedAt = performance.now();
    const report = (outcome: CallOutcome): void => {
      const durationMs = performance.now() - startedAt;
      metrics.vendorCall({ connector: connector.id, version: options.version, outcome, durationMs });
      options.observe(verdictOnCall(outcome));
    };
    try {
      const answer = await client.send(http, deadline.signal);
      const failure = connector.classify(answer);
      if (failure !== null) throw new VendorError(failure);
      const body = checkShape(request.answer, answer.body, `${http.method} ${request.path}`);
      report('ok');
      return { status: answer.status, headers: answer.headers, body };
    } catch (error) {
      if (VendorError.is(error)) {
        // Before the slot is free for the next one.
        takeDownPause(error.failure);
        report(error.failure.class);
      } else if (error instanceof DeadlineExceeded) report('timeout');
      throw error;
    }
  }

  function isPaused(): boolean {
    return client.pausedUntil() > Date.now();
  }

  /** A vendor that named a time gets no call before it: wait when the deadline allows, else fail at once. */
  async function outlivePause(): Promise<void> {
    if (!isPaused()) return;
    const waitMs = client.pausedUntil() - Date.now();
    if (!leavesTime(waitMs)) {
      throw new VendorError({
        class: 'throttled',
        message: `The vendor asked for no calls for another ${Math.ceil(waitMs / 1_000)} s.`,
        retryAfterMs: waitMs,
      });
    }
    await sleep(waitMs, deadline.signal);
  }

  /** Whether a call after the wait would have time to be answered; one sent at the last moment would be lost. */
  function leavesTime(waitMs: number): boolean {
    const leftMs = deadline.at - Date.now();
    return waitMs + Math.min(LEAST_TIME_MS, leftMs / 4) < leftMs;
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
    if (delayMs === null || !leavesTime(delayMs) || !client.retryBudget.withdraw()) return false;
    metrics.retry({ connector: connector.id });
    await sleep(delayMs, deadline.signal);
    return true;
  }

  async function ask<T>(request: VendorRequest<T>): Promise<VendorResponse<T>> {
    client.retryBudget.deposit();
    let refused = false;
    for (let attempts = 1; ; attempts += 1) {
      const headers = await credential.headers(deadline.signal);
      try {
        return await attempt(request, headers);
      } catch (error) {
        if (!VendorError.is(error)) throw error;
        if (error.failure.class === 'reauthenticate') {
          if (refused || !(await credential.reject(headers))) throw error;
          refused = true;
          continue;
        }
        if (!isIdempotent(request) || !(await mayRetry(error.failure, attempts))) throw error;
      }
    }
  }

  // Nobody hears a call that its batch has left behind: rejected, it would be an unhandled rejection of the process.
  return (request) =>
    ask(request).catch((error: unknown) => {
      if (hasEnded(deadline)) return new Promise<never>(() => {});
      throw error;
    });
}

/** A vendor that asks us to slow down works: one call alone says nothing against it, a batch past its budget does. */
function verdictOnCall(outcome: CallOutcome): Verdict {
  if (outcome === 'ok') return 'success';
  return outcome === 'throttled' ? 'neutral' : verdictOf(outcome);
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
