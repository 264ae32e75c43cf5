import type { Configuration } from '../../config/schema.js';
import { DEFAULT_ANALYSIS, type Step } from '../evidence/index.js';
import type { RolloutPlan } from '../model/index.js';

/** A rollout as `selvedge.yaml` declares it. */
export interface DeclaredRollout {
  readonly connector: string;
  /** Semver range of the candidate. */
  readonly range: string;
  /** What the declaration says of the plan; the rest is the default plan's. */
  readonly plan: Partial<RolloutPlan>;
}

/** The rollouts that a configuration declares, in its order. */
export function declaredRollouts({ connectors }: Pick<Configuration, 'connectors'>): readonly DeclaredRollout[] {
  return Object.entries(connectors).flatMap(([connector, { rollout }]) => {
    if (rollout === undefined) return [];
    const { version, steps, advance, stickyBy, writesFromStep, analysis } = rollout;
    const plan: Partial<RolloutPlan> = {
      ...(steps === undefined ? {} : { steps: steps.map(stepOf) }),
      ...(advance === undefined ? {} : { advance }),
      ...(stickyBy === undefined ? {} : { stickyBy }),
      ...(writesFromStep === undefined ? {} : { writesFromStep }),
      ...(analysis === undefined ? {} : { analysis: analysisOf(analysis) }),
    };
    return [{ connector, range: version, plan }];
  });
}

type Declaration = NonNullable<Configuration['connectors'][string]['rollout']>;

function stepOf({ shadow, weight }: NonNullable<Declaration['steps']>[number]): Step {
  return shadow === undefined ? { kind: 'weight', weight: weight ?? 0 } : { kind: 'shadow', share: shadow };
}

function analysisOf(declared: NonNullable<Declaration['analysis']>): RolloutPlan['analysis'] {
  const { alpha, toleratedRatio, advanceBelow, advanceBelowRate, confidence, requests } = DEFAULT_ANALYSIS;
  return {
    alpha: declared.alpha ?? alpha,
    toleratedRatio: declared.toleratedRatio ?? toleratedRatio,
    advanceBelow: declared.advanceBelow ?? advanceBelow,
    advanceBelowRate: declared.advanceBelowRate ?? advanceBelowRate,
    confidence: declared.confidence ?? confidence,
    requests: declared.requests ?? requests,
  };
}
