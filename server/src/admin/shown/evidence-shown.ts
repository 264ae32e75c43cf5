import type { Decision, Figures } from '../../rollouts/evidence/index.js';
import { enumName } from '../types/enum-of.js';
import type { EvidenceFigures, EvidenceNow } from '../types/evidence-type.js';

export function evidenceShown(decision: Decision): EvidenceNow {
  return {
    outcome: enumName(decision.outcome),
    hold: decision.outcome === 'hold' ? decision.hold : null,
    reason: decision.outcome === 'advance' ? null : decision.reason,
    figures: figuresShown(decision.evidence),
  };
}

export function figuresShown({ lnEvidence, lnThreshold, requests, tests }: Figures): EvidenceFigures {
  return {
    lnEvidence: finite(lnEvidence),
    lnThreshold,
    requestsSeen: requests.seen,
    requestsWanted: requests.wanted,
    tests: tests.map(({ test, lnEvidence: ofTest, period, share, ratioUpperEnd, rateUpperEnd, rateWanted }) => ({
      test,
      lnEvidence: finite(ofTest),
      candidate: period.candidate,
      stable: period.stable,
      share: share.basis === 'none' ? null : share.value,
      ratioUpperEnd,
      rateUpperEnd,
      rateWanted: rateWanted ?? null,
    })),
  };
}

/** GraphQL has no infinite numbers; ln 0 is one. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
