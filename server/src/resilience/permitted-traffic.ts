import type { StopSignal } from '../ports/index.js';
import type { Breaker, Permit, Verdict } from './breaker.js';
import { BreakerOpened } from './breaker-opened.js';
import type { ConnectionClient } from './connection-client.js';
import { untilAborted } from './deadline.js';
import type { Served } from './lift.js';
import type { RetryPolicy } from './retry.js';

/** The way out to the vendor for one batch, with the breaker in front of each of its HTTP requests. */
export interface PermittedTraffic {
  client: Pick<ConnectionClient, 'inSlot' | 'send' | 'retryBudget'>;
  retry: RetryPolicy;
  /** Hears what each HTTP call says about the vendor. */
  observe(verdict: Verdict): void;
}

/** Wait told to requests that a failed probe held back, milliseconds. */
const PROBE_FAILED_MS = 100;

/**
 * A permit is leave for a batch, and a batch makes many requests. Those that still wait for a slot or for a retry when
 * the breaker opens are not sent. Of a probe the first request goes alone and is not retried; the others follow
 * when it went well. So a vendor that fails gets one request a probe, however large the batch.
 */
export function permittedTraffic(
  permit: Permit,
  breaker: Breaker,
  served: Served,
  { client, retry }: { client: PermittedTraffic['client']; retry: RetryPolicy },
): PermittedTraffic {
  const refused = (): BreakerOpened => new BreakerOpened(served.connector, served.version, waitMs(breaker));
  return permit.isProbe ? probing(breaker, refused, client, retry) : calling(breaker, refused, client, retry);
}

function calling(
  breaker: Breaker,
  refused: () => BreakerOpened,
  client: PermittedTraffic['client'],
  retry: RetryPolicy,
): PermittedTraffic {
  return {
    client: {
      send: (request, signal) => client.send(request, signal),
      retryBudget: client.retryBudget,
      inSlot: (signal, task, isPatient) =>
        client.inSlot(signal, () => (breaker.state === 'closed' ? task() : Promise.reject(refused())), isPatient),
    },
    retry: new RetryWhileClosed(retry, breaker),
    observe: (verdict) => breaker.observe(verdict),
  };
}

/** Nothing is sent again once the breaker has opened. */
class RetryWhileClosed implements RetryPolicy {
  readonly random: () => number;
  readonly #most: number;
  readonly #breaker: Breaker;

  constructor({ retries, random }: RetryPolicy, breaker: Breaker) {
    this.random = random;
    this.#most = retries;
    this.#breaker = breaker;
  }

  get retries(): number {
    return this.#breaker.state === 'closed' ? this.#most : 0;
  }
}

/** How a probe's first request does. */
type Trial = { state: 'none' | 'passed' | 'failed' } | { state: 'under-way'; answered: Promise<unknown> };

function probing(
  breaker: Breaker,
  refused: () => BreakerOpened,
  client: PermittedTraffic['client'],
  retry: RetryPolicy,
): PermittedTraffic {
  let trial: Trial = { state: 'none' };

  async function inSlot<T>(signal: StopSignal, task: () => Promise<T>, isPatient?: boolean): Promise<T> {
    while (trial.state === 'under-way') await untilAborted(signal, trial.answered);
    if (trial.state === 'failed') throw refused();
    const sent = client.inSlot(signal, task, isPatient);
    if (trial.state === 'passed') return sent;
    const answered = sent
      .catch(() => {})
      .then(() => {
        // It may have ended unsent, without a word on the vendor.
        if (trial.state === 'under-way') trial = { state: 'none' };
      });
    trial = { state: 'under-way', answered };
    return sent;
  }

  return {
    client: { send: (request, stop) => client.send(request, stop), retryBudget: client.retryBudget, inSlot },
    retry: { random: retry.random, retries: 0 },
    observe(verdict) {
      if (trial.state === 'under-way') trial = { state: verdict === 'failure' ? 'failed' : 'passed' };
      breaker.observe(verdict);
    },
  };
}

function waitMs(breaker: Breaker): number {
  const described = breaker.describe();
  return described.state === 'open' ? Math.max(0, described.nextProbeAt - Date.now()) : PROBE_FAILED_MS;
}
