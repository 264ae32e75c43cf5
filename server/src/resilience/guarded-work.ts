import type { Call as ConnectorCall } from '@selvedge/connector-api';
import type { Call, FailureCause, Outcome, StopSignal } from '../ports/index.js';
import type { Breaker, Permit, Refusal, Verdict } from './breaker.js';
import { notCalled } from './breaker-opened.js';
import { connectorCall } from './connector-call.js';
import { inConnector, outsideConnector } from './connector-scope.js';
import { type Deadline, DeadlineExceeded, startDeadline, untilAborted } from './deadline.js';
import type { Defects } from './defects.js';
import { causeOf, type Served } from './lift.js';
import { type PermittedTraffic, permittedTraffic } from './permitted-traffic.js';
import { createVendorDownload } from './vendor-download.js';
import { createVendorFetch, type FetchingVendor, type Sender, type Tally, verdictOf } from './vendor-fetch.js';

/** What guards the calls of one connector@version for one connection. */
export interface Guards {
  served: Served;
  settings: Readonly<Record<string, string>>;
  breaker: Breaker;
  vendor: FetchingVendor & Pick<PermittedTraffic, 'client' | 'retry'>;
  defects: Defects;
}

/** One piece of work: its name for the metrics, its budget in milliseconds, and how many outcomes it gives. */
export interface Work<A, O> {
  name: string;
  budgetMs: number;
  count: number;
  /** Whether it changes something at the vendor. */
  isWrite: boolean;
  /** The connector's own code. */
  run(call: ConnectorCall): Promise<A>;
  /** What its answer means. */
  read(answered: A): readonly Outcome<O>[];
  /** The field set that is enough; left out: the whole record. */
  fieldSet?: string | undefined;
}

/** Longest that the caller of a read waits for it when it tries out a failing vendor, milliseconds. */
const PROBE_PATIENCE_MS = 10;

/**
 * Does a piece of a connector's work: deadline → breaker → connector. Never rejects. While a failing vendor is being
 * tried out, nobody who reads waits for it: the probe goes on without its caller. Who writes waits, since a write that
 * was sent must be told as such, and the batches of one write wait for its first one.
 */
export function guardedWork<A, O>(guards: Guards, work: Work<A, O>, call: Call): Promise<readonly Outcome<O>[]> {
  const deadline = startDeadline(call.budgetMs ?? work.budgetMs, call.signal);
  const answer = guards.breaker.admit();
  const isCommon = answer.admitted && !answer.isProbe;
  return isCommon ? admitted(guards, work, call, deadline, answer) : whileFailing(guards, work, call, deadline, answer);
}

/** The way to a vendor that has been failing. */
async function whileFailing<A, O>(
  guards: Guards,
  work: Work<A, O>,
  call: Call,
  deadline: Deadline,
  answer: Permit | Refusal,
): Promise<readonly Outcome<O>[]> {
  const { breaker, served } = guards;
  const refused = (retryAfterMs: number): readonly Outcome<O>[] => {
    const outcomes = failAll<O>(work.count, served, notCalled(served.connector, served.version, retryAfterMs));
    call.observe?.({ version: served.version, isWrite: work.isWrite, durationMs: 0, outcomes });
    return outcomes;
  };
  const permit = mustWait(answer, work) ? await admission(breaker, answer, work, deadline) : answer;
  if (!permit.admitted) {
    deadline.end();
    return refused(permit.retryAfterMs);
  }
  const done = admitted(guards, work, call, deadline, permit);
  if (!permit.isProbe || work.isWrite) return done;
  let isOver = false;
  const probed = done.then((outcomes) => {
    isOver = true;
    return outcomes;
  });
  return Promise.race([probed, after(PROBE_PATIENCE_MS).then(() => (isOver ? done : refused(work.budgetMs)))]);
}

/** Who writes waits for the probe that is under way. */
function mustWait(answer: Permit | Refusal, { isWrite }: { isWrite: boolean }): boolean {
  return !answer.admitted && answer.probe !== undefined && isWrite;
}

async function admission(
  breaker: Breaker,
  first: Permit | Refusal,
  work: { isWrite: boolean },
  { signal }: Deadline,
): Promise<Permit | Refusal> {
  let answer = first;
  while (mustWait(answer, work) && !signal.aborted) {
    await untilAborted(signal, (answer as Refusal).probe as Promise<unknown>).catch(() => undefined);
    answer = breaker.admit();
  }
  return answer;
}

async function admitted<A, O>(
  { served, settings, breaker, vendor, defects }: Guards,
  { name, count, run, read, fieldSet, budgetMs, isWrite }: Work<A, O>,
  call: Call,
  deadline: Deadline,
  permit: Permit,
): Promise<readonly Outcome<O>[]> {
  const startedAt = performance.now();
  const { client, traffic = 'interactive' } = call.caller;
  const sender: Sender = { client, traffic };
  const tally: Tally = { held: 0, sent: 0 };
  const permitted = permittedTraffic(permit, breaker, served, vendor);
  const fetch = createVendorFetch(
    vendor,
    { ...permitted, settings, tally, sender, requestMs: call.budgetMs === undefined ? null : budgetMs },
    deadline,
  );
  const given = connectorCall(deadline.signal, {
    fetch: (request) => outsideConnector(() => fetch(request)),
    download: (address) =>
      outsideConnector(() => createVendorDownload({ ...vendor, signal: deadline.signal })(address)),
    settings,
    ...(call.idempotencyKey === undefined ? {} : { idempotencyKey: call.idempotencyKey }),
    ...(fieldSet === undefined ? {} : { fieldSet }),
  });
  let outcomes: readonly Outcome<O>[];
  try {
    const answered = inConnector({ served, breaker }, () => run(given));
    // An author's code may answer at once, whatever its type says.
    outcomes = read(await untilAborted(deadline.signal, Promise.resolve(answered)));
  } catch (error) {
    outcomes = failAll(count, served, causeOf(error));
  } finally {
    deadline.end();
  }
  const saysNothing = callerLeft(call.signal) || heldBack(tally);
  const verdict = saysNothing ? 'neutral' : verdictOn(outcomes);
  permit.settle(verdict, verdict === 'failure' ? firstCounted(outcomes) : undefined);
  tellDefect(outcomes, (what) => defects.answered(served, name, what));
  const { connector, version } = served;
  const durationMs = performance.now() - startedAt;
  vendor.metrics.vendorBatch({ connector, version, capability: name, durationMs });
  if (!saysNothing) call.observe?.({ version, isWrite, durationMs, outcomes });
  return outcomes;
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

function failAll<O>(count: number, served: Served, cause: FailureCause): readonly Outcome<O>[] {
  const failure = { connector: served.connector, version: served.version, cause };
  return Array.from({ length: count }, () => ({ ok: false, failure }) as const);
}

function callerLeft(signal: StopSignal): boolean {
  return signal.aborted && !(signal.reason instanceof DeadlineExceeded);
}

/** A batch that we ourselves kept from the vendor, for want of a slot or in a pause, says nothing of it. */
function heldBack({ held, sent }: Tally): boolean {
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

function firstCounted(outcomes: readonly Outcome<unknown>[]): FailureCause | undefined {
  for (const outcome of outcomes) {
    if (!outcome.ok && countsAgainst(outcome.failure.cause)) return outcome.failure.cause;
  }
  return undefined;
}

/** One word a batch: its elements mostly fail alike. */
function tellDefect(outcomes: readonly Outcome<unknown>[], tell: (what: string) => void): void {
  for (const outcome of outcomes) {
    if (outcome.ok || outcome.failure.cause.class !== 'connector-defect') continue;
    tell(outcome.failure.cause.message);
    return;
  }
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
    case 'idempotency-key-reused':
    case 'job-running':
      return false;
    default:
      return verdictOf(cause.class) === 'failure';
  }
}
