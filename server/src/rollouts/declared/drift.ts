import type { Cause, Rollout, RolloutPlan } from '../model/index.js';
import type { DeclaredRollout } from './declared-rollout.js';
import { type PlanDifference, planDifferences } from './plan-differences.js';

/** A declaration with what its range leads to at the moment. */
export interface ResolvedDeclaration extends DeclaredRollout {
  /** Version in use. */
  readonly stable: string;
  /** Newest version found in the range; null when there is none. */
  readonly candidate: string | null;
}

/** A rollout that is kept, and what started it. */
export interface StoredRollout {
  readonly rollout: Rollout;
  readonly startedBy: Cause['kind'];
}

/** What is declared and what is, for one connector, and what reading the configuration anew does about it. `line`: for people. */
export type Drift = { readonly connector: string; readonly line: string } & (
  | { readonly effect: 'nothing'; readonly rollout: string | null }
  | { readonly effect: 'starts'; readonly candidate: string; readonly plan: RolloutPlan }
  /** The configuration started it and no longer declares it. */
  | { readonly effect: 'rolls-back'; readonly rollout: string }
  /** It cannot be applied; the line says what to do. */
  | { readonly effect: 'refused'; readonly rollout: string | null; readonly differences: readonly PlanDifference[] }
);

/**
 * What differs between the rollouts that are declared and those that are kept, one for each connector that has either.
 *
 * @param stored newest first
 * @param complete the plan that a declaration leads to, with what it leaves out
 */
export function drift(
  declared: readonly ResolvedDeclaration[],
  stored: readonly StoredRollout[],
  complete: (plan: Partial<RolloutPlan>) => RolloutPlan,
): readonly Drift[] {
  const names = new Set(declared.map(({ connector }) => connector));
  return [
    ...declared.map((declaration) =>
      driftOf(
        declaration,
        stored.find(({ rollout }) => rollout.connector === declaration.connector)?.rollout ?? null,
        complete(declaration.plan),
      ),
    ),
    ...stored.flatMap((each) => (names.has(each.rollout.connector) || !isOpen(each.rollout) ? [] : [undeclared(each)])),
  ];
}

function driftOf(
  { connector, range, stable, candidate }: ResolvedDeclaration,
  last: Rollout | null,
  plan: RolloutPlan,
): Drift {
  if (candidate === null) {
    const line = `expected a version of ${connector} in ${range}, but none is found; install one, or declare another range`;
    return { connector, effect: 'refused', rollout: null, differences: [], line };
  }
  if (last !== null && isOpen(last)) return driftOfOpen(last, candidate, plan);
  if (candidate === stable) {
    const line = `${connector} ${stable} is the version in use already; move "version" to it and take "rollout" out`;
    return { connector, effect: 'nothing', rollout: last?.id ?? null, line };
  }
  if (last !== null && last.candidate === candidate) {
    if (last.state.is === 'promoted') {
      return {
        connector,
        effect: 'nothing',
        rollout: last.id,
        line: `${connector} ${candidate} was promoted (${last.id})`,
      };
    }
    if (planDifferences(plan, last.plan).length === 0) {
      const line = `${connector} ${candidate} was taken back (${last.id}), and the same is not tried again by itself; declare another version or plan, or start it by hand`;
      return { connector, effect: 'refused', rollout: last.id, differences: [], line };
    }
  }
  const line = `starts the rollout of ${connector} from ${stable} to ${candidate}`;
  return { connector, effect: 'starts', candidate, plan, line };
}

function driftOfOpen(open: Rollout, candidate: string, plan: RolloutPlan): Drift {
  const { connector, id } = open;
  if (open.candidate !== candidate) {
    const line = `${connector} ${candidate} is declared while the rollout to ${open.candidate} is on its way (${id}); promote that or roll it back first`;
    return { connector, effect: 'refused', rollout: id, differences: [], line };
  }
  const differences = planDifferences(plan, open.plan);
  if (differences.length === 0) return { connector, effect: 'nothing', rollout: id, line: `as declared (${id})` };
  const listed = differences.map((each) => `${each.setting}: declared ${each.declared}, under way ${each.stored}`);
  const line = `a plan does not change on the way (${listed.join('; ')}); declare it as it is, or roll back and start anew`;
  return { connector, effect: 'refused', rollout: id, differences, line };
}

function undeclared({ rollout: { id, connector, candidate }, startedBy }: StoredRollout): Drift {
  if (startedBy !== 'configuration') {
    const line = `the rollout to ${candidate} (${id}) was started by hand and is not declared`;
    return { connector, effect: 'nothing', rollout: id, line };
  }
  const line = `rolls back ${connector} ${candidate} (${id}), which the configuration started and declares no more`;
  return { connector, effect: 'rolls-back', rollout: id, line };
}

function isOpen({ state }: Rollout): boolean {
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
