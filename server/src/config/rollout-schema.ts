import { z } from 'zod';
import { number } from './from-text.js';

const PERCENT = /^\d+(\.\d+)?%?$/;

/** A number from 0 to 100, also as text: `20%`. */
function percent() {
  return z
    .union([z.number().min(0).max(100), z.string().regex(PERCENT)])
    .transform((value) => (typeof value === 'number' ? value : Number(value.replace('%', ''))))
    .refine((value) => value <= 100, 'must be a number from 0 to 100');
}

const step = z
  .strictObject({
    shadow: percent()
      .optional()
      .describe(
        'Percent of the reads that the candidate is asked as well, for comparison, after the caller has its answer',
      ),
    weight: percent().optional().describe('Percent of the callers that the candidate answers'),
  })
  .refine(
    ({ shadow, weight }) => (shadow === undefined) !== (weight === undefined),
    'must be either { shadow: <percent of reads> } or { weight: <percent of callers> }',
  );

type StepSetting = z.output<typeof step>;

const steps = z
  .array(step)
  .min(1)
  .refine(areSteps, 'must be steps of more than 0 per cent, whose weights rise so that callers stay where they are')
  .optional()
  .describe(
    'What the candidate gets, in this order, then everybody; default: shadow 20, then weights 1, 5, 25, 50, 95',
  );

const analysis = z
  .strictObject({
    alpha: number(z.number().gt(0).lt(1))
      .optional()
      .describe('Chance of rolling back a version that is no worse than tolerated; default 0.01'),
    toleratedRatio: number(z.number().min(1))
      .optional()
      .describe("Rate of failures and of slow calls, relative to stable's, that is tolerated; default 1.5"),
    advanceBelow: number(z.number().gt(1))
      .optional()
      .describe('The next step is taken only when the ratio is shown to be under this; default 2'),
    advanceBelowRate: number(z.number().min(0).lt(1))
      .optional()
      .describe(
        'Or when the rate of failures is shown to be under this, whatever stable has; 0: never; default 0.005, which is 0.5 %',
      ),
    confidence: number(z.number().gt(0).lt(1)).optional().describe('How sure "shown" is; default 0.95'),
    requests: z
      .strictObject({
        least: number(z.int().min(0)).default(300).describe('Never fewer'),
        most: number(z.int().min(0)).default(3_000).describe('Never more'),
      })
      .refine(({ least, most }) => most >= least, { path: ['most'], message: 'must be at least as many as least' })
      .optional()
      .describe('Counted requests of the candidate that a step wants, clamped'),
  })
  .optional()
  .describe('What the evidence is held against');

/** A rollout that the configuration declares. */
export const rollout = z
  .strictObject({
    version: z.string().min(1).describe('A semver range; the newest version in it is the candidate'),
    steps,
    advance: z
      .enum(['automatic', 'approval'])
      .optional()
      .describe('approval: each step waits for an admin even when the evidence would advance; default: automatic'),
    stickyBy: z
      .enum(['user', 'tenant', 'client'])
      .optional()
      .describe(
        'What keeps a caller on one version; a caller who names no user is told apart by client; default: user',
      ),
    writesFromStep: number(z.int().min(0))
      .optional()
      .describe(
        'First step, from 0, at which the candidate also writes for its callers; before, stable does; default: the last',
      ),
    analysis,
  })
  .optional()
  .describe('Version that is to replace this one by evidence; started when the configuration is read');

function areSteps(list: readonly StepSetting[]): boolean {
  return list.every(({ shadow, weight }, index) => {
    const before = list[index - 1]?.weight ?? 0;
    return shadow === undefined ? weight === undefined || weight > before : shadow > 0;
  });
}
