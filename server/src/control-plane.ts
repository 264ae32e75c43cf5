import type { Configuration } from './config/index.js';
import {
  type Assignments,
  type ControlParts,
  createAssignments,
  createDecider,
  createRolloutControl,
} from './rollouts/control/index.js';
import { type Counting, createCounting, createRolloutCounts, createStableHistory } from './rollouts/counting/index.js';
import {
  type ChangesOf,
  createEligibility,
  createFieldUsage,
  createKeeping,
  type FieldUsage,
} from './rollouts/eligibility/index.js';
import type { Rollout, RolloutControl, Transition } from './rollouts/model/index.js';
import { judgeComparison } from './rollouts/shadow/index.js';
import type { Eligibility } from './routing/index.js';
import { openStore, type Store, storeLocation } from './store/index.js';
import type { Logger } from './telemetry/index.js';

export interface ControlPlaneOptions extends Pick<ControlParts, 'versions' | 'gates'> {
  configuration: Configuration;
  /** What a candidate changes or lacks. */
  changesOf: ChangesOf;
  logger: Logger;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Rollouts as this process has a part in them: it follows them, counts for them, and decides on them when that is its turn. */
export interface ControlPlane {
  readonly store: Store;
  readonly assignments: Assignments;
  readonly counting: Counting;
  /** Who is kept on stable while a rollout is under way. */
  readonly keptOnStable: Eligibility;
  readonly fieldUsage: FieldUsage;
  readonly control: RolloutControl;
  /** Decides from now on, whenever no other process does. */
  decide(): void;
  /** Tells what is still untold and closes the store. Idempotent. */
  close(): Promise<void>;
}

/** Opens the store and follows what it says. Rejects with a StoreError. */
export async function openControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const { configuration, logger, now, versions, gates } = options;
  const parts = new AsyncDisposableStack();
  try {
    const store = await openStore({
      location: storeLocation(configuration),
      onTrouble: (message) => logger.warn({ message }, 'store'),
    });
    parts.defer(() => store.close());
    const unheard = (what: string) => (error: unknown) => {
      logger.warn({ message: error instanceof Error ? error.message : String(error) }, what);
    };
    const assignments = await createAssignments({
      records: store.rollouts,
      changes: store.changes,
      onError: unheard('rollouts could not be read from the store; what was known last goes on'),
    });
    parts.defer(() => assignments.close());
    const counts = createRolloutCounts({
      records: store.counts,
      now,
      onError: unheard('counts of rollouts could not be stored; they are kept for the next time'),
    });
    parts.defer(() => counts.close());
    const history = createStableHistory({
      records: store.usage,
      now,
      onError: unheard('counts of stable versions could not be stored; they are kept for the next time'),
    });
    parts.defer(() => history.close());
    const fieldUsage = createFieldUsage({
      records: store.usage,
      now,
      onError: unheard('what callers use could not be stored; it is kept for the next time'),
    });
    parts.defer(() => fieldUsage.close());
    const eligibility = await createEligibility({
      records: store.kept,
      changes: store.changes,
      onError: unheard('who is pinned to stable could not be read from the store; what was known last goes on'),
    });
    parts.defer(() => eligibility.close());
    const keeping = createKeeping({ kept: store.kept, usage: store.usage, changesOf: options.changesOf, now });
    const controlParts: ControlParts = {
      records: store.rollouts,
      changes: store.changes,
      counts: store.counts,
      periods: store.periods,
      usage: store.usage,
      comparison: comparisonOf(store),
      keeping: {
        async before(rollout, to) {
          // What callers have used in the last moments counts too.
          await fieldUsage.flush();
          await keeping.before(rollout, to);
        },
      },
      kept: store.kept,
      versions,
      gates,
      now,
    };
    return {
      store,
      assignments,
      counting: createCounting(counts, history),
      keptOnStable: eligibility.isKept,
      fieldUsage,
      control: createRolloutControl(controlParts),
      decide() {
        const decider = createDecider({
          ...controlParts,
          usage: store.usage,
          leases: store.leases,
          onTransition: (transition) => tellTransition(logger, transition),
          onError: (error, rollout) => tellTrouble(logger, error, rollout),
        });
        parts.defer(() => decider.close());
      },
      close: () => parts.disposeAsync(),
    };
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

function comparisonOf({ comparisons }: Store): ControlParts['comparison'] {
  return {
    async verdict({ id, plan }) {
      if (!plan.steps.some(({ kind }) => kind === 'shadow')) return 'clean';
      const { toleratedMismatch } = plan.comparison;
      return judgeComparison(await comparisons.read(id), { toleratedMismatch, alpha: plan.analysis.alpha });
    },
    fields: ({ id }) => comparisons.read(id),
    accept: ({ id }, coordinate, acceptance) => comparisons.accept(id, coordinate, acceptance),
  };
}

function tellTransition(logger: Logger, { rollout, cause, to }: Transition): void {
  const why = 'why' in to ? { why: to.why } : 'reason' in to ? { why: to.reason } : {};
  logger.info({ rollout, cause: cause.kind, state: to.is, ...why }, 'rollout');
}

function tellTrouble(logger: Logger, error: unknown, rollout: Rollout | null): void {
  const message = error instanceof Error ? error.message : String(error);
  const what = rollout === null ? 'rollouts are not decided on at the moment' : 'a rollout could not be decided on';
  logger.warn({ ...(rollout === null ? {} : { rollout: rollout.id }), message }, what);
}
