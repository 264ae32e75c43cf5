import { lnEvidence } from './count-test.js';
import type { SideCounts } from './counts.js';

/** Stable failing, or being slow, at more than this many times its former rate is an incident of the vendor. */
const INCIDENT_RATIO = 2;

/** With nothing to compare with, stable failing more than half of at least so many is an incident too. */
const LEAST_EVENTS = 20;

/**
 * Whether stable does worse now than it did: the test that compares candidate with stable, given stable now and stable
 * before. While nothing is known of before it is whether most of what stable was asked went wrong: an outage in which a
 * gateway is new must not pass for two versions that are alike.
 * @param alpha chance of seeing an incident where stable's rate is at most twice the former one
 */
export function isIncident(now: SideCounts, before: SideCounts, alpha: number): boolean {
  if (now.events === 0) return false;
  if (before.events === 0) return now.events >= LEAST_EVENTS && now.bad > now.events / 2;
  // Where not even the rates as counted are that far apart, E is at most 1 and need not be worked out.
  if (now.bad * before.events <= INCIDENT_RATIO * before.bad * now.events) return false;
  const evidence = lnEvidence({
    candidateBad: now.bad,
    bad: now.bad + before.bad,
    share: now.events / (now.events + before.events),
    toleratedRatio: INCIDENT_RATIO,
  });
  return evidence >= -Math.log(alpha);
}
