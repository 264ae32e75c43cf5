import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkAnalysis, DEFAULT_ANALYSIS, DEFAULT_STEPS } from '../evidence/index.js';
import { RolloutError } from '../model/index.js';
import { parsePlan } from './plan.js';

const mistakeOf = (plan: unknown): string => {
  try {
    parsePlan(plan);
  } catch (error) {
    expect(error).toBeInstanceOf(RolloutError);
    expect((error as RolloutError).code).toBe('ROLLOUT_PLAN_INVALID');
    return (error as RolloutError).message;
  }
  throw new Error('Expected a refusal.');
};

describe('a plan', () => {
  it('is the default one where nothing is said', () => {
    expect(parsePlan(undefined)).toEqual({
      steps: DEFAULT_STEPS,
      advance: 'automatic',
      stickyBy: 'user',
      writesFromStep: 5,
      analysis: DEFAULT_ANALYSIS,
      comparison: { toleratedMismatch: 0.03 },
      rollbackWindowMs: 604_800_000,
    });
    expect(() => checkAnalysis(parsePlan({}).analysis)).not.toThrow();
  });

  it('is read as people write it in YAML', () => {
    const written = parse(`
      steps: [ { shadow: 20% }, { weight: 1 }, { weight: 5 }, { weight: 50 } ]
      advance: approval
      stickyBy: tenant
      analysis: { alpha: 0.02, requests: { least: 30, most: 300 } }
    `);
    expect(parsePlan(written)).toMatchObject({
      steps: [
        { kind: 'shadow', share: 20 },
        { kind: 'weight', weight: 1 },
        { kind: 'weight', weight: 5 },
        { kind: 'weight', weight: 50 },
      ],
      advance: 'approval',
      stickyBy: 'tenant',
      writesFromStep: 3,
      analysis: { ...DEFAULT_ANALYSIS, alpha: 0.02, requests: { least: 30, most: 300 } },
    });
  });

  it('is read as it is kept', () => {
    const plan = parsePlan({ steps: [{ weight: 7 }], writesFromStep: 0 });
    expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });

  it.each([
    [{ steps: [{ weight: 120 }] }, /steps\.0\.weight: expected at most 100 per cent; got 120/],
    [{ steps: [{ weight: 0 }] }, /steps\.0\.weight: expected more than 0 per cent; got 0/],
    [{ steps: [{ shadow: 'half' }] }, /steps\.0\.share: expected per cent, as 20 or "20%"; got "half"/],
    [{ steps: [{ wieght: 5 }] }, /steps\.0.*a step is \{ shadow: 20% \} or \{ weight: 5 \}/],
    [{ steps: [] }, /steps/],
    [{ steps: [{ weight: 50 }, { weight: 25 }] }, /steps\.1: expected a weight above that of the step before, 50/],
    [{ steps: [{ weight: 5 }, { shadow: 20 }] }, /steps\.1: expected a weight above that of the step before, 5/],
    [{ advance: 'never' }, /advance: .*"automatic"\|"approval"/],
    [{ analysis: { requests: { least: 9, most: 3 } } }, /least to be no more than most/],
    [{ analysis: { alhpa: 0.01 } }, /alhpa/],
    [{ analysis: { toleratedRatio: 0.5 }, stickyBy: 'moon' }, /stickyBy.*analysis\.toleratedRatio/],
    ['soon', /plan: .*got "soon"/],
  ])('of %j is refused with what is allowed', (plan, message) => {
    expect(mistakeOf(plan)).toMatch(message);
  });
});
