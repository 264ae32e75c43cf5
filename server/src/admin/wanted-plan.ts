import { DEFAULT_ANALYSIS, type Step } from '../rollouts/evidence/index.js';
import type { RolloutPlan } from '../rollouts/model/index.js';
import { adminError } from './admin-error.js';
import type { RolloutPlanInput, RolloutStepInput } from './types/rollout-plan-input.js';

const ADVANCE = { AUTOMATIC: 'automatic', APPROVAL: 'approval' } as const;
const STICKY_BY = { USER: 'user', TENANT: 'tenant', CLIENT: 'client' } as const;

/** What an input says of a plan. Throws a coded GraphQLError for a step that is neither of its two kinds. */
export function wantedPlan(input: RolloutPlanInput): Partial<RolloutPlan> {
  const { steps, advance, stickyBy, writesFromStep, analysis, toleratedMismatch } = input;
  return {
    ...(steps ? { steps: steps.map(stepOf) } : {}),
    ...(advance ? { advance: ADVANCE[advance] } : {}),
    ...(stickyBy ? { stickyBy: STICKY_BY[stickyBy] } : {}),
    ...(typeof writesFromStep === 'number' ? { writesFromStep } : {}),
    ...(analysis ? { analysis: analysisOf(analysis) } : {}),
    ...(typeof toleratedMismatch === 'number' ? { comparison: { toleratedMismatch } } : {}),
  };
}

function stepOf({ shadow, weight }: RolloutStepInput, index: number): Step {
  if (typeof shadow === 'number' && typeof weight !== 'number') return { kind: 'shadow', share: shadow };
  if (typeof weight === 'number' && typeof shadow !== 'number') return { kind: 'weight', weight };
  throw adminError(
    'ROLLOUT_PLAN_INVALID',
    `plan.steps[${index}]: expected exactly one of shadow (per cent of reads) and weight (per cent of callers).`,
  );
}

function analysisOf(input: NonNullable<RolloutPlanInput['analysis']>): RolloutPlan['analysis'] {
  const { alpha, toleratedRatio, advanceBelow, advanceBelowRate, confidence, requests } = DEFAULT_ANALYSIS;
  return {
    alpha: input.alpha ?? alpha,
    toleratedRatio: input.toleratedRatio ?? toleratedRatio,
    advanceBelow: input.advanceBelow ?? advanceBelow,
    advanceBelowRate: input.advanceBelowRate ?? advanceBelowRate,
    confidence: input.confidence ?? confidence,
    requests: { least: input.leastRequests ?? requests.least, most: input.mostRequests ?? requests.most },
  };
}
