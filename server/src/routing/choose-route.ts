import type { Caller } from '../ports/index.js';
import type { Assignment } from '../rollouts/model/index.js';
import { chooseVersion, type Split } from './choose-version.js';
import type { OperationRoute } from './routed.js';

/** Whether a caller is kept on stable for the whole of a rollout, whatever its weight. */
export type Eligibility = (rollout: Assignment, caller: Caller) => boolean;

/** What an operation may be chosen a route by, besides the split. */
export interface RouteWishes {
  caller: Caller;
  /** Exact version that a tester asked for. */
  override?: string | undefined;
  /** Left out: nobody is kept on stable. */
  keptOnStable?: Eligibility | undefined;
}

/** One operation's route, and the rollout that its calls are evidence of; null where they are none. */
export interface ChosenRoute {
  route: OperationRoute;
  evidenceOf: Assignment | null;
}

export function chooseRoute(split: Split, { caller, override, keptOnStable }: RouteWishes): ChosenRoute {
  if (override !== undefined)
    return { route: { version: override, candidateUsed: false, fixed: true }, evidenceOf: null };
  const rollout = split.candidate?.rollout ?? null;
  const isKept = rollout !== null && keptOnStable?.(rollout, caller) === true;
  const version = isKept ? split.stable : chooseVersion(split, caller);
  return { route: { version, candidateUsed: false, fixed: false }, evidenceOf: isKept ? null : rollout };
}

/** The version that answers reads, or gets writes: these go to a candidate from the step on where its plan says so. */
export function versionFor(kind: 'reads' | 'writes', { stable, candidate }: Split, route: OperationRoute): string {
  const staysOnStable = kind === 'writes' && !route.fixed && candidate?.rollout?.writes === false;
  return staysOnStable ? stable : route.version;
}
