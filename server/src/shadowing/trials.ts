import type { Assignment } from '../rollouts/model/index.js';
import type { CallBudget } from './call-budget.js';

/** A candidate that is compared with stable. */
export interface Trial {
  readonly assignment: Assignment;
  /** Aborted when the trial is over. */
  readonly signal: AbortSignal;
  /** The budget of an account in this trial. */
  budgetOf(account: object, make: () => CallBudget): CallBudget;
}

export interface Trials {
  of(connector: string): Trial | null;
  isEmpty(): boolean;
  /** Begins and ends trials as the assignments say; one that goes on as it was keeps its budgets. */
  update(assignments: readonly Assignment[]): void;
}

export function createTrials(): Trials {
  const trials = new Map<string, { trial: Trial; stop: AbortController }>();

  return {
    of: (connector) => trials.get(connector)?.trial ?? null,
    isEmpty: () => trials.size === 0,

    update(assignments) {
      const wanted = new Map(
        assignments.filter(({ shadowShare }) => shadowShare > 0).map((each) => [each.connector, each]),
      );
      for (const [connector, { trial, stop }] of trials) {
        const next = wanted.get(connector);
        if (next !== undefined && isSame(trial.assignment, next)) continue;
        trials.delete(connector);
        stop.abort();
      }
      for (const [connector, assignment] of wanted) {
        if (!trials.has(connector)) trials.set(connector, begin(assignment));
      }
    },
  };
}

function begin(assignment: Assignment): { trial: Trial; stop: AbortController } {
  const stop = new AbortController();
  const budgets = new WeakMap<object, CallBudget>();
  return {
    stop,
    trial: {
      assignment,
      signal: stop.signal,
      budgetOf(account, make) {
        let budget = budgets.get(account);
        if (budget === undefined) {
          budget = make();
          budgets.set(account, budget);
        }
        return budget;
      },
    },
  };
}

/** Whether the same versions are compared for the same rollout at the same share; its weight makes no difference. */
function isSame(one: Assignment, other: Assignment): boolean {
  const { rollout, stable, candidate, shadowShare } = one;
  return (
    rollout === other.rollout &&
    stable === other.stable &&
    candidate === other.candidate &&
    shadowShare === other.shadowShare
  );
}
