import type { CapabilityName, JobName } from '@selvedge/schema';
import type { Answer, CapabilitySource, FailureCause, JobSource, Outcome } from '../ports/index.js';

/** The versions of one connector that serve a tenant, and what each can do. */
export interface Versions {
  readonly connector: string;
  readonly stable: string;
  /** Null when no candidate is on trial. */
  readonly candidate: string | null;
  /** Source of a capability in a version; null when that version lacks it or is not loaded. */
  source<C extends CapabilityName>(version: string, capability: C): CapabilitySource<C> | null;
  /** Most inputs that a version sends at once; null when it lacks the capability or is not loaded. */
  largestBatch(version: string, capability: CapabilityName): number | null;
  /** HTTP requests that so many inputs take at most; null when the version lacks the capability or is not loaded. */
  callsFor(version: string, capability: CapabilityName, inputs: number): number | null;
  /** A job in a version; null when that version lacks it or is not loaded. */
  job<J extends JobName>(version: string, job: J): JobSource<J> | null;
}

/** One operation's choice for one connector; it holds for every field, batch and page of the operation. */
export interface OperationRoute {
  /** Version that answers from now on; a fallback moves it to stable. */
  version: string;
  /** True once a value of the candidate has been used: versions are not mixed after that. */
  candidateUsed: boolean;
  /** True when a tester asked for the version: no other may answer in its place. */
  fixed: boolean;
}

/** Where to send an operation's batches of one capability. */
export interface RoutedOptions {
  versions: Versions;
  route: OperationRoute;
  /** Version that must answer, whatever the route says, e.g. the one a cursor was made by. */
  pinned?: string | undefined;
  isWrite: boolean;
  /** Hears which version was asked. */
  onRouted: (version: string) => void;
  /** Hears of a version that failed, so that stable was asked in the same request. */
  onFallback: (version: string) => void;
}

/**
 * Sends a batch to the version this operation is on. A capability the candidate lacks is answered by stable. A read
 * that the candidate fails is asked of stable in the same request, before anything stale of the candidate serves.
 */
export function routed<C extends CapabilityName>(capability: C, options: RoutedOptions): CapabilitySource<C> {
  const { versions, route, pinned, onRouted } = options;
  const { connector, stable } = versions;

  const fail = (version: string | null, cause: FailureCause): Outcome<Answer<C>> => ({
    ok: false,
    failure: { connector, version, cause },
  });

  return (inputs, call) => {
    if (pinned !== undefined && pinned !== stable && pinned !== versions.candidate) {
      const message = `This cursor was made by ${connector}@${pinned}, which is no longer loaded. Start again from the first page.`;
      return Promise.resolve(inputs.map(() => fail(pinned, { class: 'cursor-version-gone', message })));
    }
    const wanted = pinned ?? route.version;
    const preferred = versions.source(wanted, capability);
    const source = preferred ?? versions.source(stable, capability);
    const version = preferred === null ? stable : wanted;
    if (source === null) {
      const message = `${connector}@${wanted} does not offer ${capability}.`;
      return Promise.resolve(inputs.map(() => fail(wanted, { class: 'capability-missing', message })));
    }
    onRouted(version);
    const asked = source(inputs, call);
    return version === stable ? asked : orStable(asked, { wanted, version }, inputs, call);
  };

  async function orStable(
    asked: Promise<readonly Outcome<Answer<C>>[]>,
    { wanted, version }: Record<'wanted' | 'version', string>,
    ...[inputs, call]: Parameters<CapabilitySource<C>>
  ): Promise<readonly Outcome<Answer<C>>[]> {
    const outcomes = await asked;
    const failed = outcomes.filter(needsFallback).length;
    // Another batch of this operation, under way at the same time, may have gone to stable already.
    const isLeft = route.version !== wanted;
    const fallback = versions.source(stable, capability);
    const mayFallBack = pinned === undefined && !route.fixed && !options.isWrite && !call.signal.aborted;
    const mustFallBack = isLeft || (failed === outcomes.length && !route.candidateUsed);
    if (fallback === null || !mayFallBack || !mustFallBack) {
      if (failed < outcomes.length) route.candidateUsed = true;
      return outcomes;
    }
    route.version = stable;
    options.onFallback(version);
    onRouted(stable);
    const rescued = await fallback(inputs, call);
    return outcomes.map((outcome, index) => {
      const instead = rescued[index] as Outcome<Answer<C>>;
      return instead.ok || !outcome.ok ? instead : outcome;
    });
  }
}

/**
 * A failure of the version or its vendor, or a stale value served because of one; not the caller's own mistake, nor
 * work that goes on: stable would begin it a second time.
 */
function needsFallback(outcome: Outcome<unknown>): boolean {
  const failure = outcome.failure;
  return failure !== undefined && !['invalid', 'job-running'].includes(failure.cause.class);
}
