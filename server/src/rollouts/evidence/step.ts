/** A step of a rollout's plan: reads only compared in the shadow, or the candidate answering `weight` per cent of callers. */
export type Step =
  | { readonly kind: 'shadow'; readonly share: number }
  | { readonly kind: 'weight'; readonly weight: number };

/** The plan that a rollout has when none is given. */
export const DEFAULT_STEPS: readonly Step[] = [
  { kind: 'shadow', share: 20 },
  { kind: 'weight', weight: 1 },
  { kind: 'weight', weight: 5 },
  { kind: 'weight', weight: 25 },
  { kind: 'weight', weight: 50 },
  { kind: 'weight', weight: 95 },
];

/** Where a step leads: to the next one, or after the last to promotion. */
export type Next = { readonly kind: 'step'; readonly step: number } | { readonly kind: 'promotion' };

export function nextOf(steps: readonly Step[], step: number): Next {
  return step + 1 < steps.length ? { kind: 'step', step: step + 1 } : { kind: 'promotion' };
}

/** Everybody is answered by the candidate: the step that comes after the plan's last one. */
const PROMOTION: Step = { kind: 'weight', weight: 100 };

/** Whether the step is that of promotion, which is no step of the plan. */
export function isPromotion(steps: readonly Step[], step: number): boolean {
  return step === steps.length;
}

/** @throws RangeError when the plan has no such step. */
export function stepAt(steps: readonly Step[], step: number): Step {
  const found = isPromotion(steps, step) ? PROMOTION : steps[step];
  if (found === undefined) {
    throw new RangeError(`Expected a step from 0 to ${steps.length - 1}; got ${step}. Number steps as the plan does.`);
  }
  return found;
}
