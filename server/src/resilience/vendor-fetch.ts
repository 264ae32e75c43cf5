import {
  type ApiBase,
  bodyOf,
  type Connector,
  checkShape,
  headersOf,
  isIdempotent,
  type Quota,
  type QuotaReading,
  type QuotaRequest,
  targetOf,
  type VendorAnswer,
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
import { type Deadline, DeadlineExceeded, hasEnded, leavesTime, sleep, startDeadline } from './deadline.js';
import type { Ask, Pacer, Sent, Traffic } from './quota/index.js';
import { type RetryPolicy, retryDelay } from './retry.js';

/** One connection to a vendor, as a connector's version calls it. */
export interface FetchingVendor {
  connector: Connector;
  version: string;
  /** Where the vendor's API is. */
  base: ApiBase;
  credential: Credential;
  pacer: Pacer;
  /** The vendor's quotas that are kept. */
  quota: Quota | undefined;
  metrics: Metrics;
}

/** One batch's way to it. */
export interface FetchOptions {
  client: Pick<ConnectionClient, 'inSlot' | 'send' | 'retryBudget'>;
  retry: RetryPolicy;
  /** The connection's. */
  settings: Readonly<Record<string, string>>;
  /** Hears what each HTTP call says about the vendor. */
  observe: (verdict: Verdict) => void;
  tally: Tally;
  /** For whom it is sent. */
  sender: Sender;
  /** Longest that one HTTP request may take, milliseconds, where its batch has longer to wait its turn; null elsewhere. */
  requestMs: number | null;
}

/** Who is behind a batch, as far as quotas tell people apart. */
export interface Sender {
  client: string;
  traffic: Traffic;
}

/** HTTP requests of one batch. */
export interface Tally {
  /** Asked for but not sent: waiting for a slot, a quota or the end of a pause, or refused because of it. */
  held: number;
  sent: number;
}

/** How long a vendor is let alone whose quota is used up and that does not say until when, milliseconds. */
const UNNAMED_PAUSE_MS = 60_000;

type CallOutcome = 'ok' | 'timeout' | VendorFailure['class'];

/**
 * The `fetch` that a connector gets with one batch. Per HTTP request: credential → slot → quotas and pauses → undici →
 * classify → retry. Who waits for a quota gives its slot back, and nothing waits past the batch's deadline.
 */
export function createVendorFetch(vendor: FetchingVendor, options: FetchOptions, deadline: Deadline): VendorFetch {
  const { base, connector, credential, metrics, pacer, quota, version } = vendor;
  const { client, tally, sender, settings } = options;

  function attempt<T>(
    request: VendorRequest<T>,
    headers: Readonly<Record<string, string>>,
  ): Promise<VendorResponse<T>> {
    const http: HttpRequest = {
      method: request.method ?? 'GET',
      origin: base.origin,
      path: targetOf(base, request),
      headers: headersOf(request, headers),
      body: bodyOf(request)?.body ?? null,
    };
    const { path, query, json } = request;
    const asked = { method: http.method, path, query, json, settings };
    tally.held += 1;
    const inSlot: Ask['inSlot'] = (signal, task, isPatient) => client.inSlot(signal, task, isPatient);
    return pacer.send({ request: asked, quota, client: sender.client, traffic: sender.traffic, deadline, inSlot }, () =>
      exchange(request, asked, http),
    );
  }

  async function exchange<T>(
    request: VendorRequest<T>,
    asked: QuotaRequest,
    http: HttpRequest,
  ): Promise<Sent<VendorResponse<T>>> {
    tally.held -= 1;
    tally.sent += 1;
    let readings: readonly QuotaReading[] = [];
    const own = options.requestMs === null ? null : startDeadline(options.requestMs, deadline.signal);
    const startedAt = performance.now();
    const report = (outcome: CallOutcome): void => {
      const durationMs = performance.now() - startedAt;
      metrics.vendorCall({ connector: connector.id, version, outcome, durationMs });
      options.observe(verdictOnCall(outcome));
    };
    try {
      const answer = await client.send(http, own?.signal ?? deadline.signal);
      readings = quota?.read?.(answer, asked) ?? [];
      const failure = connector.classify(answer);
      if (failure !== null) throw new VendorError(failure);
      const body = checkShape(request.answer, answer.body, `${http.method} ${request.path}`);
      report('ok');
      return { outcome: { ok: true, value: new CheckedAnswer(answer, body) }, readings };
    } catch (error) {
      if (VendorError.is(error)) {
        // Before the slot is free for the next one.
        takeDownPause(error.failure);
        report(error.failure.class);
      } else if (error instanceof DeadlineExceeded) report('timeout');
      return { outcome: { ok: false, error }, readings };
    } finally {
      own?.clear();
    }
  }

  function takeDownPause(failure: VendorFailure): void {
    if (failure.class === 'throttled' && failure.retryAfterMs !== undefined) pacer.pause(failure.retryAfterMs);
    else if (failure.class === 'quota-exhausted') {
      pacer.pause(failure.untilMs === undefined ? UNNAMED_PAUSE_MS : failure.untilMs - Date.now());
    }
  }

  async function mayRetry(failure: VendorFailure, attempts: number): Promise<boolean> {
    const delayMs = retryDelay(failure, attempts, options.retry);
    if (delayMs === null || !leavesTime(deadline, delayMs) || !client.retryBudget.withdraw()) return false;
    metrics.retry({ connector: connector.id });
    await sleep(delayMs, deadline.signal);
    return true;
  }

  async function ask<T>(request: VendorRequest<T>): Promise<VendorResponse<T>> {
    client.retryBudget.deposit();
    let refused = false;
    try {
      for (let attempts = 1; ; attempts += 1) {
        const carried = credential.headers(deadline.signal);
        const headers = carried instanceof Promise ? await carried : carried;
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
    } catch (error) {
      // Nobody hears a call that its batch has left behind: rejected, it would be an unhandled rejection of the process.
      if (hasEnded(deadline)) return new Promise<never>(() => {});
      throw error;
    }
  }

  return ask;
}

/** An answer with its body as it was checked; its headers are made when somebody asks for them. */
class CheckedAnswer<T> implements VendorResponse<T> {
  readonly status: number;
  readonly #answer: VendorAnswer;

  constructor(
    answer: VendorAnswer,
    readonly body: T,
  ) {
    this.status = answer.status;
    this.#answer = answer;
  }

  get headers(): Headers {
    return this.#answer.headers;
  }
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
