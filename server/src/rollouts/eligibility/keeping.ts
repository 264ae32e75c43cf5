import { activeOf, weightAt } from '../machine/index.js';
import {
  type KeptRecords,
  type Rollout,
  type RolloutState,
  touchedBy,
  USAGE_KEPT_MS,
  type UsageRecords,
} from '../model/index.js';

/** Decides whom a rollout keeps on stable, once and for all. */
export interface Keeping {
  /**
   * To be called before a transition to this state is stored. Of a rollout that begins, it keeps those callers whose operations of the
   * last seven days touch what the candidate changes or lacks; before the candidate first answers anybody it adds those
   * who came since. After that nobody is added: whoever is on the candidate stays there.
   * Rejects when that cannot be known; then the transition must not be stored.
   */
  before(rollout: Rollout, to: RolloutState): Promise<void>;
}

/**
 * Fields (`Contact.phones`) and capabilities (`contact.byPhone`) that the candidate changes, or lacks where stable has them.
 * Rejects with ROLLOUT_VERSION_UNKNOWN when one of the versions cannot be loaded.
 */
export type ChangesOf = (connector: string, stable: string, candidate: string) => Promise<readonly string[]>;

export interface KeepingOptions {
  kept: Pick<KeptRecords, 'keep'>;
  usage: Pick<UsageRecords, 'callersTouching'>;
  changesOf: ChangesOf;
  /** Epoch milliseconds. */
  now: () => number;
}

export function createKeeping({ kept, usage, changesOf, now }: KeepingOptions): Keeping {
  return {
    async before(rollout, to) {
      const { id, connector, stable, candidate, plan, state } = rollout;
      if (activeOf(to) === null || weightAt(plan, state) > 0) return;
      const isComplete = weightAt(plan, to) > 0;
      if (!isComplete && state.is !== 'draft') return;
      const coordinates = touchedBy(connector, await changesOf(connector, stable, candidate));
      const touching = await usage.callersTouching(coordinates, now() - USAGE_KEPT_MS);
      const callers = touching.filter((caller) => caller.startsWith(`${plan.stickyBy}:`));
      await kept.keep(id, { coordinates, callers, isComplete });
    },
  };
}
