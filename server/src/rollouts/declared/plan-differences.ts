import type { Step } from '../evidence/index.js';
import type { RolloutPlan } from '../model/index.js';

/** One setting of a plan that two plans do not agree on, as text. */
export interface PlanDifference {
  /** e.g. `analysis.alpha`. */
  readonly setting: string;
  readonly declared: string;
  readonly stored: string;
}

/** What a declared plan says otherwise than a stored one. */
export function planDifferences(declared: RolloutPlan, stored: RolloutPlan): readonly PlanDifference[] {
  const [ours, theirs] = [settingsOf(declared), settingsOf(stored)];
  return Object.entries(ours).flatMap(([setting, value]) => {
    const other = theirs[setting] ?? '';
    return value === other ? [] : [{ setting, declared: value, stored: other }];
  });
}

/** A plan's steps as people write them, e.g. `shadow 20 %, 1 %, 5 %`. */
export function stepsText(steps: readonly Step[]): string {
  return steps.map((step) => (step.kind === 'shadow' ? `shadow ${step.share} %` : `${step.weight} %`)).join(', ');
}

function settingsOf({ steps, advance, stickyBy, writesFromStep, analysis }: RolloutPlan): Record<string, string> {
  return {
    steps: stepsText(steps),
    advance,
    stickyBy,
    writesFromStep: String(writesFromStep),
    'analysis.alpha': String(analysis.alpha),
    'analysis.toleratedRatio': String(analysis.toleratedRatio),
    'analysis.advanceBelow': String(analysis.advanceBelow),
    'analysis.advanceBelowRate': String(analysis.advanceBelowRate),
    'analysis.confidence': String(analysis.confidence),
    'analysis.requests': `${analysis.requests.least} to ${analysis.requests.most}`,
  };
}
