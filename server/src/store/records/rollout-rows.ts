import type { Insertable, Selectable } from 'kysely';
import type { Rollout, RolloutState, Transition } from '../../rollouts/model/index.js';
import type { Tables } from '../tables.js';

type RolloutRow = Tables['selvedge_rollouts'];
type TransitionRow = Tables['selvedge_transitions'];

export function toRolloutRow(rollout: Rollout): Insertable<RolloutRow> {
  const { id, connector, stable, candidate, plan, revision, createdAtMs } = rollout;
  return {
    id,
    connector,
    stable,
    candidate,
    plan_json: JSON.stringify(plan),
    ...toStateColumns(rollout.state),
    revision,
    created_at: createdAtMs,
  };
}

/** A state, and what is asked for it by. */
export function toStateColumns(state: RolloutState): Pick<RolloutRow, 'state_json' | 'in_progress' | 'kept_until_at'> {
  return {
    state_json: JSON.stringify(state),
    in_progress: hasEnded(state) ? 0 : 1,
    kept_until_at: state.is === 'promoted' ? state.stableKeptUntilMs : null,
  };
}

/** The JSON is what this program or an older one wrote; migrations see to it that it is of the newest form. */
export function toRollout(row: Selectable<RolloutRow>): Rollout {
  return {
    id: row.id,
    connector: row.connector,
    stable: row.stable,
    candidate: row.candidate,
    plan: JSON.parse(row.plan_json) as Rollout['plan'],
    state: JSON.parse(row.state_json) as RolloutState,
    revision: row.revision,
    createdAtMs: row.created_at,
  };
}

export function toTransitionRow(transition: Transition): Insertable<TransitionRow> {
  const { rollout, revision, atMs, cause, from, to, evidence } = transition;
  return {
    rollout,
    revision,
    at: atMs,
    cause_json: JSON.stringify(cause),
    from_state: from,
    to_json: JSON.stringify(to),
    evidence_json: evidence === null ? null : JSON.stringify(evidence),
  };
}

/** As `toRollout`. */
export function toTransition(row: Selectable<TransitionRow>): Transition {
  return {
    rollout: row.rollout,
    revision: row.revision,
    atMs: row.at,
    cause: JSON.parse(row.cause_json) as Transition['cause'],
    from: row.from_state as Transition['from'],
    to: JSON.parse(row.to_json) as Transition['to'],
    evidence: row.evidence_json === null ? null : (JSON.parse(row.evidence_json) as Transition['evidence']),
  };
}

function hasEnded({ is }: RolloutState): boolean {
  return is === 'promoted' || is === 'rolled-back' || is === 'aborted';
}
