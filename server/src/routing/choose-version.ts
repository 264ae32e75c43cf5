import { hash } from 'node:crypto';
import type { Caller } from '../ports/index.js';
import { type Assignment, type StickyBy, stickyKey } from '../rollouts/model/index.js';

/** A candidate version beside the stable one, and its share of the callers. */
export interface Split {
  connector: string;
  stable: string;
  candidate: {
    version: string;
    weight: number;
    stickyBy: StickyBy;
    /** The rollout that it is of; left out where the configuration alone declares it, which then also gets writes. */
    rollout?: Assignment;
  } | null;
}

/** The split that a rollout makes. */
export function splitOf(rollout: Assignment): Split {
  const { connector, stable, candidate: version, weight, stickyBy } = rollout;
  return { connector, stable, candidate: { version, weight, stickyBy, rollout } };
}

/**
 * The version that answers this caller: a pure function of the split and the caller's sticky key. Raising the weight
 * only adds callers to the candidate, it never swaps them.
 */
export function chooseVersion(split: Split, caller: Caller): string {
  const { candidate } = split;
  if (candidate === null) return split.stable;
  const id = candidate.rollout?.rollout ?? `${split.connector}:${split.stable}>${candidate.version}`;
  return shareOf(id, stickyKey(caller, candidate.stickyBy)) < candidate.weight ? candidate.version : split.stable;
}

/** A number in [0, 100) that the id and the key always give. */
function shareOf(id: string, key: string): number {
  const digest = hash('sha256', `${id.length}:${id}${key}`, 'hex');
  return (Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32) * 100;
}
