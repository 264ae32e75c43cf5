import { type Cause, type Rollout, type RolloutCode, RolloutError, type RolloutPlan } from '../model/index.js';
import type { DeclaredRollout } from './declared-rollout.js';
import { type PlanDifference, planDifferences } from './plan-differences.js';

/** A declaration with what its range leads to at the moment. */
export interface ResolvedDeclaration extends DeclaredRollout {
  /** Version in use. */
  readonly stable: string;
  /** Newest version found in the range, also where that is the one in use; null when there is none. */
  readonly candidate: string | null;
  /** Why there is none, for people. */
  readonly problem?: string;
}

/** A rollout that is kept, and what started it. */
export interface StoredRollout {
  readonly rollout: Rollout;
  /** Null: of one that is over, where it does not matter. */
  readonly startedBy: Cause['kind'] | null;
}

/** What is declared and what is, for one connector, and what reading the configuration anew does about it. `line`: for people. */
export type Drift = { readonly connector: string; readonly line: string } & (
  | { readonly effect: 'nothing'; readonly rollout: string | null }
  | { readonly effect: 'starts'; readonly candidate: string; readonly plan: RolloutPlan }
  /** The configuration started it and no longer declares it. */
  | { readonly effect: 'rolls-back'; readonly rollout: string }
  /** It cannot be applied; the line says what to do. */
  | {
      readonly effect: 'refused';
      readonly code: RolloutCode;
      readonly rollout: string | null;
      readonly differences: readonly PlanDifference[];
    }
);

/** What is declared and cannot be applied. */
export type RefusedDrift = Extract<Drift, { effect: 'refused' }>;

/**
 * What differs between the rollouts that are declared and those that are kept, one for each connector that has either.
 *
 * @param stored newest first
 * @param complete the plan that a declaration leads to, with what it leaves out; throws a RolloutError for one that cannot be
 */
export function drift(
  declared: readonly ResolvedDeclaration[],
  stored: readonly StoredRollout[],
  complete: (plan: Partial<RolloutPlan>) => RolloutPlan,
): readonly Drift[] {
  const names = new Set(declared.map(({ connector }) => connector));
  return [
    ...declared.map((declaration) => {
      const { connector } = declaration;
      const rollouts = stored.flatMap(({ rollout }) => (rollout.connector === connector ? [rollout] : []));
      return driftOf(declaration, rollouts, complete);
    }),
    ...stored.flatMap((each) => (names.has(each.rollout.connector) || !isOpen(each.rollout) ? [] : [undeclared(each)])),
  ];
}

/** `rollouts`: of the connector, newest first. */
function driftOf(
  { connector, range, plan: declared, stable, candidate, problem }: ResolvedDeclaration,
  rollouts: readonly Rollout[],
  complete: (plan: Partial<RolloutPlan>) => RolloutPlan,
): Drift {
  if (candidate === null) {
    const line =
      problem ??
      `expected a version of ${connector} in ${range}, but none is found; install one, or declare another range`;
    return refused({ connector, code: 'ROLLOUT_VERSION_UNKNOWN', line });
  }
  const plan = planOf(declared, complete);
  if (plan instanceof RolloutError) return refused({ connector, code: plan.code, line: plan.message });
  const [last = null] = rollouts;
  if (last !== null && isOpen(last)) return driftOfOpen(last, candidate, plan);
  if (candidate === stable) {
    const line = `${connector} ${stable} is the version in use already; move "version" to it and take "rollout" out`;
    return { connector, effect: 'nothing', rollout: last?.id ?? null, line };
  }
  if (last?.state.is === 'promoted' && last.candidate !== stable) {
    const { id, candidate: promoted } = last;
    if (promoted === candidate) {
      const line = `${connector} ${candidate} was promoted (${id}); move "version" to it and take "rollout" out`;
      return { connector, effect: 'nothing', rollout: id, line };
    }
    const line = `${connector} ${promoted} was promoted (${id}), but "version" still leads to ${stable}; move it to ${promoted} before ${candidate} is rolled out`;
    return refused({ connector, code: 'ROLLOUT_STATE_REFUSES', rollout: id, line });
  }
  const before = rollouts.find((each) => each.candidate === candidate && isTakenBack(each));
  if (before !== undefined && planDifferences(plan, before.plan).length === 0) {
    const line = `${connector} ${candidate} was taken back (${before.id}), and the same is not tried again by itself; declare another version or plan, or start it by hand`;
    return refused({ connector, code: 'ROLLOUT_STATE_REFUSES', rollout: before.id, line });
  }
  const line = `starts the rollout of ${connector} from ${stable} to ${candidate}`;
  return { connector, effect: 'starts', candidate, plan, line };
}

function planOf(
  declared: Partial<RolloutPlan>,
  complete: (plan: Partial<RolloutPlan>) => RolloutPlan,
): RolloutPlan | RolloutError {
  try {
    return complete(declared);
  } catch (error) {
    if (error instanceof RolloutError) return error;
    throw error;
  }
}

/** A declaration that cannot be applied. */
export function refused({
  connector,
  code,
  line,
  rollout = null,
  differences = [],
}: {
  connector: string;
  code: RolloutCode;
  line: string;
  rollout?: string | null;
  differences?: readonly PlanDifference[];
}): RefusedDrift {
  return { connector, effect: 'refused', code, rollout, differences, line };
}

function driftOfOpen(open: Rollout, candidate: string, plan: RolloutPlan): Drift {
  const { connector, id } = open;
  if (open.candidate !== candidate) {
    const line = `${connector} ${candidate} is declared while the rollout to ${open.candidate} is on its way (${id}); promote that or roll it back first`;
    return refused({ connector, code: 'ROLLOUT_IN_PROGRESS', rollout: id, line });
  }
  const differences = planDifferences(plan, open.plan);
  if (differences.length === 0) return { connector, effect: 'nothing', rollout: id, line: `as declared (${id})` };
  const listed = differences.map((each) => `${each.setting}: declared ${each.declared}, under way ${each.stored}`);
  const line = `a plan does not change on the way (${listed.join('; ')}); declare it as it is, or roll back and start anew`;
  return refused({ connector, code: 'ROLLOUT_IN_PROGRESS', rollout: id, differences, line });
}

function undeclared({ rollout: { id, connector, candidate, state }, startedBy }: StoredRollout): Drift {
  if (startedBy !== 'configuration') {
    const line = `nothing for ${connector}; the rollout to ${candidate} (${id}) was started by hand, and goes on`;
    return { connector, effect: 'nothing', rollout: id, line };
  }
  if (state.is === 'promoting') {
    return { connector, effect: 'nothing', rollout: id, line: `${connector} ${candidate} is being promoted (${id})` };
  }
  const line = `rolls back ${connector} ${candidate} (${id}), which the configuration started and declares no more`;
  return { connector, effect: 'rolls-back', rollout: id, line };
}

function isTakenBack({ state }: Rollout): boolean {
  return state.is === 'rolled-back' || state.is === 'aborted';
}

/** Whether something may still become of it. */
export function isOpen({ state }: Rollout): boolean {
  switch (state.is) {
    case 'draft':
    case 'shadowing':
    case 'stepping':
    case 'promoting':
    case 'paused':
    case 'held':
      return true;
    case 'promoted':
    case 'rolled-back':
    case 'aborted':
      return false;
    default:
      return state satisfies never;
  }
}
