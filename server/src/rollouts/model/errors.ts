export const ROLLOUT_CODES = [
  'ROLLOUT_NOT_FOUND',
  'ROLLOUT_CONNECTOR_UNKNOWN',
  'ROLLOUT_VERSION_UNKNOWN',
  'ROLLOUT_CANDIDATE_IS_STABLE',
  'ROLLOUT_IN_PROGRESS',
  'ROLLOUT_PLAN_INVALID',
  'ROLLOUT_GATE_REFUSED',
  'ROLLOUT_STATE_REFUSES',
  'ROLLOUT_FIELD_UNKNOWN',
  'ROLLOUT_CALLER_UNKNOWN',
  'ROLLOUT_NOTHING_TO_DO',
  'ROLLOUT_REVISION_STALE',
  'ROLLOUT_IDEMPOTENCY_KEY_REUSED',
  'ROLLOUT_LEASE_LOST',
] as const;

export type RolloutCode = (typeof ROLLOUT_CODES)[number];

/** A rollout cannot do what was asked. The message says what was expected, what came, and what to do. */
export class RolloutError extends Error {
  override readonly name = 'RolloutError';

  constructor(
    readonly code: RolloutCode,
    message: string,
  ) {
    super(message);
  }
}
