import { isInRange, shown } from './connectors/index.js';
import type { GateResult } from './rollouts/model/index.js';

export interface ConfiguredCandidate {
  /** Range in the configuration. */
  range: string;
  /** Per cent of the callers. */
  weight: number;
  /** The version of the range that is loaded; null where it is not known. */
  version: string | null;
}

/** Tells that a rollout goes before the configuration's own candidate, and what becomes of that; null where that asks nobody. */
export function configuredCandidateGate(configured: ConfiguredCandidate | null, candidate: string): GateResult | null {
  if (configured === null || configured.weight === 0) return null;
  const { range, weight, version } = configured;
  const isSame = version === null ? isInRange(candidate, range) : version === candidate;
  const after = isSame
    ? 'After a rollback it stays off, also over restarts, until another version is configured or rolled out.'
    : 'After a rollback it gets that share again.';
  return shown(
    'configured-candidate',
    `The configuration's candidate ${version ?? range} with weight ${weight} % is set aside by this rollout, whose steps alone count. ${after}`,
  );
}
