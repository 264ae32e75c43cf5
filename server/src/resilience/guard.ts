import type { CapabilityImplementation } from '@selvedge/connector-api';
import { CAPABILITIES, type CapabilityName } from '@selvedge/schema';
import type { Answer, CapabilitySource, FailureCause, Outcome } from '../ports/index.js';
import type { Breaker, Verdict } from './breaker.js';
import { DeadlineExceeded, startDeadline, untilAborted } from './deadline.js';
import { causeOf, lift, type Served } from './lift.js';
import { createVendorFetch, type Traffic, type VendorFetchOptions, verdictOf } from './vendor-fetch.js';

export interface GuardOptions<C extends CapabilityName> {
  capability: C;
  implementation: CapabilityImplementation<C>;
  served: Served;
  settings: Readonly<Record<string, string>>;
  breaker: Breaker;
  vendor: Omit<VendorFetchOptions, 'observe' | 'traffic'>;
  /** Epoch milliseconds. */
  now: () => number;
}

/**
 * One capability of one connector@version for one connection, guarded: cut to the vendor's batch size, then for each
 * batch deadline → breaker → connector. The outermost promise never rejects.
 */
export function guard<C extends CapabilityName>(options: GuardOptions<C>): CapabilitySource<C> {
  const { capability, implementation, served, breaker, vendor } = options;
  const budgetMs = implementation.deadlineMs ?? CAPABILITIES[capability].deadlineMs;

  const one: CapabilitySource<C> = async (inputs, call) => {
    const permit = breaker.admit();
    if (!permit.admitted) {
      const message = `${served.connector}@${served.version} is not being called because it kept failing; next try in ${permit.retryAfterMs} ms.`;
      return failAll(inputs.length, served, { class: 'breaker-open', message, retryAfterMs: permit.retryAfterMs });
    }
    const startedAt = performance.now();
    const deadline = startDeadline(budgetMs, call.signal);
    const traffic: Traffic = { held: 0, sent: 0 };
    const observe = (verdict: Verdict): void => breaker.observe(verdict);
    const fetch = createVendorFetch({ ...vendor, observe, traffic }, deadline);
    const connectorCall = {
      signal: deadline.signal,
      fetch,
      settings: options.settings,
      ...(call.idempotencyKey === undefined ? {} : { idempotencyKey: call.idempotencyKey }),
    };
    let outcomes: readonly Outcome<Answer<C>>[];
    try {
      const work = lift(capability, implementation.run, served, inputs, connectorCall, options.now);
      outcomes = await untilAborted(deadline.signal, work);
    } catch (error) {
      outcomes = failAll(inputs.length, served, causeOf(error));
    } finally {
      deadline.end();
    }
    permit.settle(callerLeft(call.signal) || heldBack(traffic) ? 'neutral' : verdictOn(outcomes));
    vendor.metrics.vendorBatch({
      connector: served.connector,
      version: served.version,
      capability,
      durationMs: performance.now() - startedAt,
    });
    return outcomes;
  };

  return async (inputs, call) => {
    if (inputs.length <= implementation.maxBatch) return one(inputs, call);
    const batches: (typeof inputs)[] = [];
    for (let at = 0; at < inputs.length; at += implementation.maxBatch) {
      batches.push(inputs.slice(at, at + implementation.maxBatch));
    }
    return (await Promise.all(batches.map((batch) => one(batch, call)))).flat();
  };
}

function failAll<O>(count: number, served: Served, cause: FailureCause): readonly Outcome<O>[] {
  const failure = { connector: served.connector, version: served.version, cause };
  return Array.from({ length: count }, () => ({ ok: false, failure }) as const);
}

function callerLeft(signal: AbortSignal): boolean {
  return signal.aborted && !(signal.reason instanceof DeadlineExceeded);
}

/** A batch that we ourselves kept from the vendor, for want of a slot or in a pause, says nothing of it. */
function heldBack({ held, sent }: Traffic): boolean {
  return held > 0 && sent === 0;
}

/** A batch made of failures only is a failed batch; one good element shows that the vendor works. */
function verdictOn(outcomes: readonly Outcome<unknown>[]): Verdict {
  let verdict: Verdict = 'neutral';
  for (const outcome of outcomes) {
    if (outcome.ok) return 'success';
    if (countsAgainst(outcome.failure.cause)) verdict = 'failure';
  }
  return verdict;
}

/** A connector that breaks its contract is counted too: its version must lose its traffic like any failing one. */
function countsAgainst(cause: FailureCause): boolean {
  switch (cause.class) {
    case 'connector-defect':
      return true;
    case 'breaker-open':
    case 'capability-missing':
    case 'not-connected':
    case 'cursor-version-gone':
      return false;
    default:
      return verdictOf(cause.class) === 'failure';
  }
}
