import { type Decision, type HoldReason, PERIOD_MS } from '../evidence/index.js';
import type { CountedState, Rollout, RolloutState, Transition } from '../model/index.js';
import { activeOf, countedOf, following } from './active-state.js';
import { transitionTo } from './transition.js';

/** The transition that the evidence makes; null while everything stays as it is. */
export function decide(rollout: Rollout, decision: Decision, nowMs: number): Transition | null {
  if (activeOf(rollout.state) === null) return null;
  const to = afterDecision(rollout, countedOf(rollout.state), decision, nowMs);
  if (to === null) return null;
  const cause = { kind: 'evidence', decision: decision.outcome } as const;
  return transitionTo(rollout, to, { nowMs, cause, evidence: decision.evidence });
}

/** Null: nothing changes. `at`: null while promoting, when evidence only leads back. */
function afterDecision(
  rollout: Rollout,
  at: CountedState | null,
  decision: Decision,
  nowMs: number,
): RolloutState | null {
  const { state, plan } = rollout;
  if (decision.outcome === 'roll-back') return { is: 'rolled-back', atMs: nowMs, reason: decision.reason };
  if (at === null) return null;
  switch (decision.outcome) {
    case 'advance':
      if (state.is === 'paused') return null;
      return plan.advance === 'automatic' ? following(rollout, at, nowMs) : awaitApproval(state, at, nowMs);
    case 'hold':
      return state.is === 'paused' ? null : hold(state, at, decision, nowMs);
    default:
      return decision satisfies never;
  }
}

function awaitApproval(state: RolloutState, at: CountedState, nowMs: number): RolloutState | null {
  if (state.is === 'held' && state.reason === 'approval') return null;
  const why = 'The evidence is for advancing, and the plan wants an approval. Advance it, or roll it back.';
  return { is: 'held', at, reason: 'approval', why, sinceMs: nowMs };
}

function hold(
  state: RolloutState,
  at: CountedState,
  { hold: reason, reason: why }: Extract<Decision, { outcome: 'hold' }>,
  nowMs: number,
): RolloutState | null {
  if (!stopsTheClock(reason, nowMs - at.sinceMs)) return state.is === 'held' ? at : null;
  if (state.is === 'held' && state.reason === reason) return null;
  return { is: 'held', at, reason, why, sinceMs: nowMs };
}

/** What every step begins with is a hold only when a whole period did not end it. */
function stopsTheClock(reason: HoldReason, stepMs: number): boolean {
  switch (reason) {
    case 'vendor-incident':
    case 'comparison-different':
      return true;
    case 'few-callers':
    case 'too-little-traffic':
    case 'comparison-undecided':
    case 'ratio-not-shown':
      return stepMs >= PERIOD_MS;
    default:
      return reason satisfies never;
  }
}
