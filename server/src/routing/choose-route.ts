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

/** What was chosen for an operation; it holds to its end, whatever becomes of the rollout meanwhile. */
export interface ChosenRoute {
  route: OperationRoute;
  /** Version that gets writes whatever the route is, before the step where the plan gives them to the candidate; else null. */
  writesTo: string | null;
  /** The rollout that its calls are evidence of; null where they are none. */
  evidenceOf: Assignment | null;
}

export function chooseRoute(split: Split, { caller, override, keptOnStable }: RouteWishes): ChosenRoute {
  if (override !== undefined) {
    return { route: { version: override, candidateUsed: false, fixed: true }, writesTo: null, evidenceOf: null };
  }
  const rollout = split.candidate?.rollout ?? null;
  const isKept = rollout !== null && keptOnStable?.(rollout, caller) === true;
  const version = isKept ? split.stable : chooseVersion(split, caller);
  return {
    route: { version, candidateUsed: false, fixed: false },
    writesTo: rollout?.writes === false ? split.stable : null,
    evidenceOf: isKept ? null : rollout,
  };
}
