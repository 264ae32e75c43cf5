import { deedOf } from '../../rollouts/machine/index.js';
import type {
  Cause,
  PlannedRollout,
  Rollout,
  RolloutPlan,
  RolloutState,
  Transition,
} from '../../rollouts/model/index.js';
import { enumName } from '../types/enum-of.js';
import type { PlannedRolloutType } from '../types/planned-rollout-type.js';
import type { RolloutPlanType } from '../types/rollout-plan-type.js';
import type { RolloutType } from '../types/rollout-type.js';
import type { TransitionType } from '../types/transition-type.js';
import { actionsOf } from './actions-of.js';
import { figuresShown } from './evidence-shown.js';
import { standingOf } from './standing-of.js';

const HOUR_MS = 3_600_000;

/** `nowMs`: epoch milliseconds. */
export function rolloutShown(rollout: Rollout, nowMs: number): RolloutType {
  const { id, connector, stable, candidate, revision, createdAtMs, state, plan } = rollout;
  return {
    id,
    connector,
    stable,
    candidate,
    revision,
    createdAt: new Date(createdAtMs),
    standing: standingOf(state, plan),
    plan: planShown(plan),
    actions: actionsOf(state, nowMs),
  };
}

export function plannedShown(planned: PlannedRollout): PlannedRolloutType {
  const { connector, stable, candidate, plan, gates, shortestMinutes, trafficMinutes } = planned;
  return {
    connector,
    stable,
    candidate,
    plan: planShown(plan),
    gates: gates.map(({ gate, outcome, lines }) => ({ gate, outcome: enumName(outcome), lines })),
    shortestMinutes,
    trafficMinutes,
    startable: gates.every(({ outcome }) => outcome !== 'refused'),
  };
}

/** `plan`: of the rollout whose transition it is; `before`: its state then, null for its first. */
export function transitionShown(
  transition: Transition,
  plan: RolloutPlan,
  before: RolloutState | null,
): TransitionType {
  const { revision, atMs, cause, from, to, evidence } = transition;
  return {
    revision,
    at: new Date(atMs),
    ...causeShown(cause),
    did: shownDeed(deedOf(cause, before, to)),
    about: aboutOf(cause),
    from: from === null ? null : enumName(from),
    to: standingOf(to, plan),
    evidence: evidence === null ? null : figuresShown(evidence),
  };
}

/** Deeds by the names of the commands that do them. */
function shownDeed(deed: string): string {
  return COMMAND_OF[deed] ?? deed;
}

const COMMAND_OF: Readonly<Record<string, string>> = {
  'accept-difference': 'accept',
  'migrate-pinned': 'migrate',
  'roll-back': 'rollback',
};

function aboutOf(cause: Cause): string | null {
  if (cause.kind !== 'admin' || cause.did === undefined) return null;
  if ('accepted' in cause.did) return cause.did.accepted;
  const { migrated } = cause.did;
  if (migrated === 'all') return 'all';
  return `${migrated.length} ${migrated.length === 1 ? 'caller' : 'callers'}`;
}

function causeShown(cause: Cause): Pick<TransitionType, 'cause' | 'by' | 'reason'> {
  switch (cause.kind) {
    case 'admin':
      return { cause: 'ADMIN', by: cause.name, reason: cause.reason };
    case 'evidence':
      return { cause: 'EVIDENCE', by: null, reason: null };
    case 'configuration':
    case 'clock':
      return { cause: enumName(cause.kind), by: null, reason: null };
    default:
      return cause satisfies never;
  }
}

function planShown(plan: RolloutPlan): RolloutPlanType {
  const { steps, advance, stickyBy, writesFromStep, analysis, comparison, rollbackWindowMs } = plan;
  return {
    steps: steps.map((step) =>
      step.kind === 'shadow' ? { shadow: step.share, weight: null } : { shadow: null, weight: step.weight },
    ),
    advance: enumName(advance),
    stickyBy: enumName(stickyBy),
    writesFromStep,
    analysis: {
      alpha: analysis.alpha,
      toleratedRatio: analysis.toleratedRatio,
      advanceBelow: analysis.advanceBelow,
      advanceBelowRate: analysis.advanceBelowRate,
      confidence: analysis.confidence,
      leastRequests: analysis.requests.least,
      mostRequests: analysis.requests.most,
    },
    toleratedMismatch: comparison.toleratedMismatch,
    rollbackWindowHours: rollbackWindowMs / HOUR_MS,
  };
}
