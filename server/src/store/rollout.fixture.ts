import { DEFAULT_ANALYSIS, DEFAULT_STEPS } from '../rollouts/evidence/index.js';
import type { Rollout, Transition } from '../rollouts/model/index.js';

/** A rollout that begins, with its first transition. */
export function aRollout(id: string, connector = 'hubspot'): { rollout: Rollout; first: Transition } {
  const rollout: Rollout = {
    id,
    connector,
    stable: '1.4.0',
    candidate: '2.0.1',
    plan: {
      steps: DEFAULT_STEPS,
      advance: 'automatic',
      stickyBy: 'user',
      writesFromStep: 3,
      analysis: DEFAULT_ANALYSIS,
      comparison: { toleratedMismatch: 0.03 },
      rollbackWindowMs: 604_800_000,
    },
    state: { is: 'shadowing', step: 0, sinceMs: 1_000, slowAfterMs: null },
    revision: 1,
    createdAtMs: 1_000,
  };
  const first: Transition = {
    rollout: id,
    revision: 1,
    atMs: 1_000,
    cause: { kind: 'admin', name: 'ada', reason: null },
    from: null,
    to: rollout.state,
    evidence: null,
  };
  return { rollout, first };
}

/** The transition to a step, with the evidence for it. */
export function aStep(id: string, revision: number, step = 1): Transition {
  return {
    rollout: id,
    revision,
    atMs: 1_000 * revision,
    cause: { kind: 'evidence', decision: 'advance' },
    from: 'shadowing',
    to: { is: 'stepping', step, sinceMs: 1_000 * revision, slowAfterMs: null },
    evidence: { lnEvidence: 0.25, lnThreshold: 5.7, requests: { seen: 300, wanted: 300 }, tests: [] },
  };
}
