import { z } from 'zod';
import { DEFAULT_ANALYSIS, DEFAULT_STEPS, type Step } from '../evidence/index.js';
import { RolloutError, type RolloutPlan } from '../model/index.js';

const ROLLBACK_WINDOW_MS = 7 * 24 * 60 * 60_000;
const MOST_STEPS = 50;

const STEP_FORMS = 'a step is { shadow: 20% } or { weight: 5 }';
const percent = z.preprocess(
  (value) => (typeof value === 'string' && /^\d+(\.\d+)?\s*%$/.test(value) ? Number.parseFloat(value) : value),
  z
    .number('expected per cent, as 20 or "20%"')
    .gt(0, 'expected more than 0 per cent')
    .lte(100, 'expected at most 100 per cent'),
);

/** A step as people write it, or as it is kept. */
const step = z.preprocess(
  keptForm,
  z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('shadow'), share: percent }),
      z.strictObject({ kind: z.literal('weight'), weight: percent }),
    ],
    STEP_FORMS,
  ),
);

const analysis = z.strictObject({
  alpha: z.number().gt(0).lt(1).default(DEFAULT_ANALYSIS.alpha),
  toleratedRatio: z.number().min(1).default(DEFAULT_ANALYSIS.toleratedRatio),
  advanceBelow: z.number().gt(1).default(DEFAULT_ANALYSIS.advanceBelow),
  advanceBelowRate: z.number().min(0).lt(1).default(DEFAULT_ANALYSIS.advanceBelowRate),
  confidence: z.number().gt(0).lt(1).default(DEFAULT_ANALYSIS.confidence),
  requests: z
    .strictObject({ least: z.int().min(0), most: z.int().min(0) })
    .refine(({ least, most }) => least <= most, 'expected least to be no more than most')
    .default(DEFAULT_ANALYSIS.requests),
});

/** A rollout's plan as it is written in YAML or sent by an admin. What is left out is the default plan's. */
export const planSchema = z
  .strictObject({
    steps: z
      .array(step)
      .min(1)
      .max(MOST_STEPS)
      .superRefine(refuseFallingWeights)
      .default([...DEFAULT_STEPS]),
    advance: z.enum(['automatic', 'approval']).default('automatic'),
    stickyBy: z.enum(['user', 'tenant', 'client']).default('user'),
    /** Left out: the last step. The number of steps: with promotion. */
    writesFromStep: z.int().min(0).optional(),
    analysis: analysis.prefault({}),
    comparison: z.strictObject({ toleratedMismatch: z.number().gt(0).lt(1).default(0.03) }).prefault({}),
    rollbackWindowMs: z.int().min(0).default(ROLLBACK_WINDOW_MS),
  })
  .transform(
    ({ writesFromStep, ...plan }): RolloutPlan => ({
      ...plan,
      writesFromStep: writesFromStep ?? plan.steps.length - 1,
    }),
  );

/**
 * The plan that was asked for, completed and checked.
 * @throws RolloutError ROLLOUT_PLAN_INVALID with every mistake: where it is, what is allowed there, and what came
 */
export function parsePlan(wanted: unknown): RolloutPlan {
  const parsed = planSchema.safeParse(wanted ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message, input }) => {
    const where = path.length === 0 ? 'plan' : path.join('.');
    return `${where}: ${message}; got ${JSON.stringify(input) ?? 'nothing'}`;
  });
  throw new RolloutError('ROLLOUT_PLAN_INVALID', `The plan cannot be followed. ${mistakes.join('. ')}.`);
}

function keptForm(written: unknown): unknown {
  if (typeof written !== 'object' || written === null || 'kind' in written) return written;
  if ('shadow' in written) {
    const { shadow, ...rest } = written;
    return { kind: 'shadow', share: shadow, ...rest };
  }
  return 'weight' in written ? { kind: 'weight', ...written } : written;
}

/** A weight that falls would move callers back and forth. */
function refuseFallingWeights(steps: readonly Step[], context: z.RefinementCtx): void {
  let last = 0;
  steps.forEach((each, index) => {
    const next = each.kind === 'shadow' ? 0 : each.weight;
    if (last > 0 && next <= last) {
      const message = `expected a weight above that of the step before, ${last}; only weights that rise keep callers where they are`;
      context.addIssue({ code: 'custom', path: [index], message, input: each });
    }
    last = next;
  });
}
