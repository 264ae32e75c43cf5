import type { BreakerOptions, Verdict } from '../breaker.js';
import type { BreakerDescription, BreakerFailure, LastFailure } from '../breaker-description.js';

/**
 * What a breaker must do, as pure transitions: the reference that an implementation is compared with. All times are
 * milliseconds of one clock. A breaker must stay open for at least 1 ms, so that no two closed periods begin at once.
 */
export interface BreakerModel {
  /** When the first bucket of the window began. */
  bucketsSince: number;
  phase: Phase;
  lastFailure: LastFailure | null;
}

type Phase =
  | { state: 'closed'; since: number; results: readonly Result[]; failuresInARow: number }
  | { state: 'open'; since: number }
  | { state: 'half-open'; since: number; isProbing: boolean; probesPassed: number };
type Closed = Extract<Phase, { state: 'closed' }>;

/** One counted result; `bucket`: number of the tenth of the window it fell into, counted from the start. */
interface Result {
  bucket: number;
  failed: boolean;
}

/** What was admitted: a call of the closed period that began at `since`, or a probe. */
export type ModelPermit = { kind: 'call'; since: number } | { kind: 'probe' };
export type ModelAnswer = { admitted: true; permit: ModelPermit } | { admitted: false; retryAfterMs: number };

/** Buckets of the window, and the wait told to calls while another one probes. */
const BUCKETS = 10;
const PROBE_UNDER_WAY_MS = 100;

export function newModel(at: number, bucketsSince = at): BreakerModel {
  return { bucketsSince, phase: closedAt(at), lastFailure: null };
}

/** Time passes. */
export function tick(model: BreakerModel, { openMs }: BreakerOptions, at: number): BreakerModel {
  const { phase } = model;
  if (phase.state !== 'open' || at < phase.since + openMs) return model;
  const since = phase.since + openMs;
  return { ...model, phase: { state: 'half-open', since, isProbing: false, probesPassed: 0 } };
}

export function admit(model: BreakerModel, { openMs }: BreakerOptions, at: number): [BreakerModel, ModelAnswer] {
  const { phase } = model;
  switch (phase.state) {
    case 'closed':
      return [model, { admitted: true, permit: { kind: 'call', since: phase.since } }];
    case 'open':
      return [model, { admitted: false, retryAfterMs: phase.since + openMs - at }];
    case 'half-open':
      if (phase.isProbing) return [model, { admitted: false, retryAfterMs: PROBE_UNDER_WAY_MS }];
      return [
        { ...model, phase: { ...phase, isProbing: true } },
        { admitted: true, permit: { kind: 'probe' } },
      ];
  }
}

/** The first word on what was admitted; there is never a second one. */
export function settle(
  model: BreakerModel,
  options: BreakerOptions,
  permit: ModelPermit,
  verdict: Verdict,
  at: number,
): BreakerModel {
  const { phase } = model;
  if (permit.kind === 'probe') {
    return phase.state === 'half-open' ? { ...model, phase: afterProbe(phase, options, verdict, at) } : model;
  }
  const isLate = phase.state !== 'closed' || phase.since !== permit.since;
  return isLate || verdict === 'neutral'
    ? model
    : { ...model, phase: count(model.bucketsSince, phase, options, verdict, at) };
}

export function observe(
  model: BreakerModel,
  { consecutiveFailures }: BreakerOptions,
  verdict: Verdict,
  at: number,
): BreakerModel {
  const { phase } = model;
  if (phase.state !== 'closed' || verdict === 'neutral') return model;
  const failuresInARow = verdict === 'failure' ? phase.failuresInARow + 1 : 0;
  return {
    ...model,
    phase: failuresInARow >= consecutiveFailures ? { state: 'open', since: at } : { ...phase, failuresInARow },
  };
}

/** A failure outside of any call. */
export function fail(model: BreakerModel, options: BreakerOptions, failure: BreakerFailure, at: number): BreakerModel {
  const told = remember(model, failure, at);
  return told.phase.state === 'closed'
    ? { ...told, phase: count(model.bucketsSince, told.phase, options, 'failure', at) }
    : told;
}

/** What failed is kept for people, whenever it comes. */
export function remember(model: BreakerModel, failure: BreakerFailure, at: number): BreakerModel {
  return { ...model, lastFailure: { ...failure, at } };
}

export function describeModel({ phase, lastFailure }: BreakerModel, { openMs }: BreakerOptions): BreakerDescription {
  switch (phase.state) {
    case 'closed':
      return { state: 'closed', lastFailure };
    case 'open':
      return { ...phase, nextProbeAt: phase.since + openMs, lastFailure };
    case 'half-open':
      return { ...phase, lastFailure };
  }
}

function closedAt(since: number): Closed {
  return { state: 'closed', since, results: [], failuresInARow: 0 };
}

function afterProbe(
  phase: Extract<Phase, { state: 'half-open' }>,
  { probes }: BreakerOptions,
  verdict: Verdict,
  at: number,
): Phase {
  if (verdict === 'failure') return { state: 'open', since: at };
  const probesPassed = phase.probesPassed + (verdict === 'success' ? 1 : 0);
  return probesPassed >= probes ? closedAt(at) : { ...phase, isProbing: false, probesPassed };
}

/** A failure opens it when the window holds the volume and more than the share of it failed. */
function count(
  bucketsSince: number,
  phase: Closed,
  options: BreakerOptions,
  verdict: 'success' | 'failure',
  at: number,
): Phase {
  const bucket = Math.floor((at - bucketsSince) / Math.floor(options.windowMs / BUCKETS));
  const kept = phase.results.filter((result) => bucket - result.bucket < BUCKETS);
  const results = [...kept, { bucket, failed: verdict === 'failure' }];
  const failures = results.filter(({ failed }) => failed).length;
  const isOver = results.length >= options.volume && (failures / results.length) * 100 > options.failurePercent;
  return verdict === 'failure' && isOver ? { state: 'open', since: at } : { ...phase, results };
}
