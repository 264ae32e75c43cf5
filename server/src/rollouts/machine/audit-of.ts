import type { AuditEntry, Cause, Rollout, RolloutState, Transition } from '../model/index.js';
import { activeOf, countedOf } from './active-state.js';

/** What the audit says of a transition. `rollout`: as it was before; null for its first one. */
export function auditOf(
  transition: Transition,
  { id, connector, stable, candidate }: Pick<Rollout, 'id' | 'connector' | 'stable' | 'candidate'>,
  before: RolloutState | null,
): Omit<AuditEntry, 'id'> {
  const { cause, atMs, revision, from, to } = transition;
  const details = {
    outcome: 'done',
    revision,
    stable,
    candidate,
    from,
    to: to.is,
    step: countedOf(to)?.step ?? null,
    reason: reasonOf(cause, to),
    ...(cause.kind === 'admin' && cause.did !== undefined ? cause.did : {}),
  };
  const what = `rollout.${deedOf(cause, before, to)}`;
  return { atMs, who: whoOf(cause), what, rollout: id, connector, details };
}

/** Who caused something: the admin's name, or `evidence`, `clock`, `configuration`. */
export function whoOf(cause: Cause): string {
  return cause.kind === 'admin' ? cause.name : cause.kind;
}

function reasonOf(cause: Cause, to: RolloutState): string | null {
  if (cause.kind === 'admin') return cause.reason;
  if (to.is === 'held') return to.why;
  return to.is === 'rolled-back' ? to.reason : null;
}

/** What was done, in one word, e.g. `advance`. `before`: null for the first transition. */
export function deedOf(cause: Cause, before: RolloutState | null, to: RolloutState): string {
  if (cause.kind === 'admin' && cause.did !== undefined) {
    return 'accepted' in cause.did ? 'accept-difference' : 'migrate-pinned';
  }
  if (before?.is === to.is && thresholdOf(before) !== thresholdOf(to)) return 'fix-slow-threshold';
  switch (to.is) {
    case 'draft':
      return 'create';
    case 'shadowing':
    case 'stepping':
    case 'promoting':
      return onTheWay(before, to);
    case 'paused':
      return 'pause';
    case 'held':
      return 'hold';
    case 'promoted':
      return 'finish';
    case 'rolled-back':
      return 'roll-back';
    case 'aborted':
      return 'abort';
    default:
      return to satisfies never;
  }
}

function onTheWay(before: RolloutState | null, to: RolloutState): string {
  if (before === null || before.is === 'draft') return 'start';
  if (isSamePlace(before, to)) return 'resume';
  return to.is === 'promoting' ? 'promote' : 'advance';
}

function thresholdOf(state: RolloutState): number | null {
  return countedOf(state)?.slowAfterMs ?? null;
}

function isSamePlace(before: RolloutState, to: RolloutState): boolean {
  const [left, right] = [activeOf(before), activeOf(to)];
  return left !== null && left.is === right?.is && countedOf(before)?.step === countedOf(to)?.step;
}
